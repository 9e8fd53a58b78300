// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "azoth/engine/url.hpp"

namespace azoth::mysql {

/// What becomes of `0000-00-00` and other dates with a month or day 0, which servers that are not strict can hold: an
/// error, or NULL.
enum class ZeroDates : std::uint8_t { Refuse, Null };

/// What a URL says about how to reach a server.
struct ConnectOptions {
    std::string host;
    std::uint16_t port = 3306;
    std::string socket;  ///< empty: TCP
    std::string username;
    std::string password;
    std::string database;
    bool needs_tls = false;
    ZeroDates zero_dates = ZeroDates::Refuse;
    std::string certificate_authority;  ///< a file; empty: any certificate will do
    std::string certificate;            ///< a file: what this side shows to the server
    std::string key;                    ///< a file: the key of `certificate`
    bool checks_host_name = true;       ///< with a certificate authority
    bool uses_bulk = true;              ///< where the server has MariaDB's protocol for that
    unsigned read_timeout_s = 0;        ///< without a byte from the server; 0: for ever
};

/// Throws: ArgumentError(`bad_url`) that names the option and lists the known ones.
ConnectOptions read_options(const Url& url);

/// One for each host of the URL.
std::vector<ConnectOptions> read_hosts(const Url& url);

/// For messages: `127.0.0.1:3306 as 'scott', database 'shop'`. Never the password.
std::string describe_target(const ConnectOptions& options);

}  // namespace azoth::mysql
