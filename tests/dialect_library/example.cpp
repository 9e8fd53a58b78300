// SPDX-License-Identifier: MIT
// A dialect in a shared library of its own. AZOTH_TEST_ABI is the number that it claims to be built for.
#include "azoth/compile/dialect.hpp"
#include "azoth/engine/dialect_library.hpp"

namespace {

using namespace azoth;

class EmptyCursor final : public driver::Cursor {
public:
    std::span<const driver::ResultColumn> columns() const override { return {}; }
    const ValueView* next() override { return nullptr; }
    std::int64_t affected_rows() const override { return 42; }
    std::int64_t last_insert_id() const override { return 0; }
};

class ExampleConnection final : public driver::Connection {
public:
    driver::ServerInfo server_info() const override { return {.product = "Example", .version = 10000}; }
    std::unique_ptr<driver::Cursor> execute(const driver::Statement&, std::span<const ValueView>) override {
        return std::make_unique<EmptyCursor>();
    }
    void run(std::string_view) override {}
    bool ping() override { return true; }
    bool is_broken() const override { return false; }
    void reset() override {}
    void* native_handle() override { return nullptr; }
};

class ExampleBackend final : public Backend {
public:
    std::vector<std::string> names() const override { return {AZOTH_TEST_DIALECT}; }
    const Dialect& dialect(const driver::ServerInfo*) const override { return generic_dialect(); }
    std::unique_ptr<driver::Connection> connect(const Url&, const driver::ConnectSettings&) const override {
        return std::make_unique<ExampleConnection>();
    }
};

std::unique_ptr<Backend> make_backend() {
    return std::make_unique<ExampleBackend>();
}

}  // namespace

extern "C" {
extern const azoth::DialectLibrary AZOTH_TEST_SYMBOL;
const azoth::DialectLibrary AZOTH_TEST_SYMBOL{.abi = AZOTH_TEST_ABI, .make_backend = &make_backend};
}
