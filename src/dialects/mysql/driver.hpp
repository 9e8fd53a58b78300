// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "azoth/driver/connection.hpp"
#include "azoth/driver/wait_hook.hpp"
#include "azoth/engine/url.hpp"

namespace azoth::mysql {

/// Opens a connection to a MariaDB or MySQL server: `mysql://user:password@host:port/database`.
///
/// Without a host it is 127.0.0.1, without a port 3306; `localhost` means TCP like any other name. Options of the URL:
/// - `socket`: path of a Unix socket, instead of host and port
/// - `ssl`: `true` to insist on an encrypted connection; `false` is the default
/// - `ssl_ca`: file of the authority that the server's certificate must come from; implies `ssl=true`
/// - `ssl_cert`, `ssl_key`: files of the certificate that the server asks of this side, and its key; imply `ssl=true`
/// - `ssl_check_hostname`: `false` to take any certificate of the authority, whatever name it is for
/// - `read_timeout`: seconds without a byte from the server after which the connection is given up; unless it is given,
///   ConnectSettings::network_timeout_ms
///
/// The session speaks utf8mb4, is in UTC and in strict mode (a value that does not fit is an error), commits each
/// statement by itself, and counts the rows that an UPDATE has found, also those that had the new values already.
/// It never reads local files for the server. Results are read completely before the first row is seen.
///
/// Throws: ArgumentError(`bad_url`) for an unknown option; ConnectionError.
std::unique_ptr<driver::Connection> connect_mysql(const Url& url, const driver::ConnectSettings& settings);

}  // namespace azoth::mysql
