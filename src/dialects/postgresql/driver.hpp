// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "azoth/driver/connection.hpp"
#include "azoth/driver/wait_hook.hpp"
#include "azoth/engine/url.hpp"

namespace azoth::postgresql {

/// Opens a connection to a PostgreSQL server.
///
/// The URL's options are those of libpq's connection strings (`sslmode`, `target_session_attrs`, `options`, ...).
/// Of several hosts (`one:5432,two`, or several options `host`), the first that answers and takes changes is used, or
/// else the first that answers; with `target_session_attrs` libpq chooses. `connect_timeout` (seconds) overrides the
/// settings' limit. What the URL leaves out comes from libpq's environment variables and defaults. The session speaks
/// UTF-8, its time zone is UTC, its application name `azoth`; the option `options` (`-c timezone=...`) can change the
/// time zone.
///
/// Throws: ArgumentError(`bad_url`) for an option that libpq does not know; ConnectionError.
std::unique_ptr<driver::Connection> connect_postgresql(const Url& url, const driver::ConnectSettings& settings);

}  // namespace azoth::postgresql
