// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/compile/dialect.hpp"
#include "azoth/driver/connection.hpp"
#include "azoth/driver/wait_hook.hpp"
#include "azoth/engine/url.hpp"

namespace azoth {

/// What a database contributes to azoth: its client and its way of writing SQL. One object per dialect and process.
///
/// Thread safety: all members may be called from several threads.
class Backend {
public:
    virtual ~Backend() = default;

    /// The names under which URLs ask for it: `postgresql`, `postgres`. The first is the dialect's own name.
    virtual std::vector<std::string> names() const = 0;

    /// What a URL may name behind a `+`: `libpq` in `postgresql+libpq://`. Empty: nothing.
    virtual std::string driver_name() const { return {}; }

    /// The dialect for a server; without one, for the newest server that azoth knows.
    ///
    /// Lifetime: the whole program.
    virtual const Dialect& dialect(const driver::ServerInfo* server) const = 0;

    /// Opens a connection. Throws ConnectionError, or ArgumentError(`bad_url`) for an option that it does not know.
    virtual std::unique_ptr<driver::Connection> connect(const Url& url,
                                                        const driver::ConnectSettings& settings) const = 0;

    /// The database lives and dies with its connection (SQLite in memory): a pool must not open a second one.
    virtual bool is_private_to_connection(const Url& url) const;
    /// The database is gone when its last connection is: an engine keeps one open that it does not use.
    virtual bool is_lost_without_connections(const Url& url) const;
};

/// Makes a database known to create_engine(). A dialect's library does it by itself when it is linked.
void register_backend(std::unique_ptr<Backend> backend);

/// Throws ArgumentError(`unknown_dialect`) that lists the known ones.
const Backend& find_backend(std::string_view name);

}  // namespace azoth
