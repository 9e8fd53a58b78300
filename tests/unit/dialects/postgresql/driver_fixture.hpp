// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "azoth/driver/connection.hpp"
#include "azoth/engine/url.hpp"
#include "dialects/postgresql/driver.hpp"
#include "support/driver_rows.hpp"
#include "support/test_server.hpp"

namespace azoth::test {

/// A test that has a connection of its own to a real server; without a server it is skipped.
class PostgresqlDriver : public testing::Test {
protected:
    void SetUp() override {
        const auto url = test_server_url("postgresql");
        if (!url) GTEST_SKIP() << no_test_server("postgresql");
        url_ = parse_url(*url);
        connection_ = connect();
    }

    std::unique_ptr<driver::Connection> connect(const driver::ConnectSettings& settings = {}) const {
        return postgresql::connect_postgresql(url_, settings);
    }
    driver::Connection& connection() { return *connection_; }
    void replace_connection(std::unique_ptr<driver::Connection> connection) { connection_ = std::move(connection); }

    Url url_;

private:
    std::unique_ptr<driver::Connection> connection_;
};

}  // namespace azoth::test
