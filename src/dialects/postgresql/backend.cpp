// SPDX-License-Identifier: MIT
#include "azoth/engine/backend.hpp"

#include "azoth/engine/dialect_library.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/driver.hpp"
#include "driver/server_version.hpp"

namespace azoth::postgresql {
namespace {

class PostgresqlBackend final : public Backend {
public:
    std::vector<std::string> names() const override { return {"postgresql", "postgres"}; }
    std::string driver_name() const override { return "libpq"; }

    const Dialect& dialect(const driver::ServerInfo* server) const override {
        constexpr int kOldest = 100'000;
        if (server != nullptr) driver::require_version(*server, kOldest);
        static const PostgresqlDialect dialect;
        return dialect;
    }

    std::unique_ptr<driver::Connection> connect(const Url& url,
                                                const driver::ConnectSettings& settings) const override {
        return connect_postgresql(url, settings);
    }
};

std::unique_ptr<Backend> make_backend() { return std::make_unique<PostgresqlBackend>(); }

[[maybe_unused]] const bool kIsRegistered = (register_backend(make_backend()), true);

}  // namespace
}  // namespace azoth::postgresql

/// Programs that link this dialect refer to it, so that the linker takes this object and its registration runs.
extern "C" {
extern const azoth::DialectLibrary azoth_dialect_postgresql;
const azoth::DialectLibrary azoth_dialect_postgresql{.make_backend = &azoth::postgresql::make_backend};
}
