// SPDX-License-Identifier: MIT
#include "azoth/engine/backend.hpp"

#include "azoth/engine/dialect_library.hpp"
#include "dialects/sqlite/compiler.hpp"
#include "dialects/sqlite/driver.hpp"

namespace azoth::sqlite {
namespace {

constexpr int kNewestVersion = 34900;

class SqliteBackend final : public Backend {
public:
    std::vector<std::string> names() const override { return {"sqlite"}; }
    std::string driver_name() const override { return "sqlite3"; }

    const Dialect& dialect(const driver::ServerInfo* server) const override {
        static const SqliteDialect newest(kNewestVersion);
        if (server == nullptr) return newest;
        // The server is the library in this process: there is one version only.
        static const SqliteDialect linked(server->version);
        return linked;
    }

    std::unique_ptr<driver::Connection> connect(const Url& url,
                                                const driver::ConnectSettings& settings) const override {
        return connect_sqlite(url, settings);
    }

    bool is_lost_without_connections(const Url& url) const override { return is_shared_memory(url); }

    bool is_private_to_connection(const Url& url) const override { return is_private_database(url); }
};

std::unique_ptr<Backend> make_backend() { return std::make_unique<SqliteBackend>(); }

[[maybe_unused]] const bool kIsRegistered = (register_backend(make_backend()), true);

}  // namespace
}  // namespace azoth::sqlite

/// Programs that link this dialect refer to it, so that the linker takes this object and its registration runs.
extern "C" {
extern const azoth::DialectLibrary azoth_dialect_sqlite;
const azoth::DialectLibrary azoth_dialect_sqlite{.make_backend = &azoth::sqlite::make_backend};
}
