// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "azoth/engine/url.hpp"

namespace azoth::test {

/// A server of the test's own, which it may stop and start again: tests/servers/start and tests/servers/power.
class OwnServer {
public:
    /// Throws std::runtime_error when a script fails, here and below.
    explicit OwnServer(std::string_view dialect);
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;
    ~OwnServer();

    /// False: it is not installed.
    bool is_there() const { return !url_.dialect.empty(); }
    const Url& url() const { return url_; }

    void stop() const { power("off"); }
    void crash() const { power("cut"); }
    /// With the same data and the same port; returns when it answers.
    void start() const { power("on"); }
    /// PostgreSQL: from the next start() on it follows another server, which it never finds, and takes no changes.
    void make_standby() const;

private:
    void power(std::string_view verb) const;

    std::string dialect_;
    std::string file_;
    Url url_;
};

/// A server for all tests of this program that stop and start one; the first, or another. It ends with the program.
OwnServer& own_server(std::string_view dialect, std::size_t number = 0);

}  // namespace azoth::test
