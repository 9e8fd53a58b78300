// SPDX-License-Identifier: MIT
#include "azoth/engine/backend.hpp"

#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "azoth/engine/dialect_library.hpp"
#include "dialects/mysql/compiler.hpp"
#include "dialects/mysql/driver.hpp"
#include "driver/server_version.hpp"

namespace azoth::mysql {
namespace {

constexpr int kOldestMariadb = 100200;
constexpr int kOldestMysql = 50700;
constexpr Product kNewest{Product::Family::Mariadb, 110800};

Product product_of(const driver::ServerInfo* server) {
    if (server == nullptr) return kNewest;
    return {server->product == "MariaDB" ? Product::Family::Mariadb : Product::Family::Mysql, server->version,
            server->backslash_escapes};
}

class MysqlBackend final : public Backend {
public:
    std::vector<std::string> names() const override { return {"mysql", "mariadb"}; }
    std::string driver_name() const override { return "mariadb"; }

    const Dialect& dialect(const driver::ServerInfo* server) const override {
        const Product product = product_of(server);
        if (server != nullptr) driver::require_version(*server, product.is_mariadb(0) ? kOldestMariadb : kOldestMysql);
        const std::lock_guard lock(mutex_);
        std::unique_ptr<MysqlDialect>& dialect =
            dialects_[{product.family, product.version, product.backslash_escapes}];
        if (!dialect) dialect = std::make_unique<MysqlDialect>(product);
        return *dialect;
    }

    std::unique_ptr<driver::Connection> connect(const Url& url,
                                                const driver::ConnectSettings& settings) const override {
        return connect_mysql(url, settings);
    }

private:
    mutable std::mutex mutex_;
    mutable std::map<std::tuple<Product::Family, int, bool>, std::unique_ptr<MysqlDialect>> dialects_;
};

std::unique_ptr<Backend> make_backend() { return std::make_unique<MysqlBackend>(); }

[[maybe_unused]] const bool kIsRegistered = (register_backend(make_backend()), true);

}  // namespace
}  // namespace azoth::mysql

/// Programs that link this dialect refer to it, so that the linker takes this object and its registration runs.
extern "C" {
extern const azoth::DialectLibrary azoth_dialect_mysql;
const azoth::DialectLibrary azoth_dialect_mysql{.make_backend = &azoth::mysql::make_backend};
}
