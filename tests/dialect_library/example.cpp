// SPDX-License-Identifier: MIT
// A dialect in a shared library of its own. AZOTH_TEST_ABI is the number that it claims to be built for;
// the name of the dialect says what else it does.
#include "azoth/compile/dialect.hpp"
#include "azoth/engine/dialect_library.hpp"

namespace {

using namespace azoth;

constexpr std::string_view kDialect = AZOTH_TEST_DIALECT;

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
    std::vector<std::string> names() const override {
        if (kDialect == "misnamed") return {"misnamed_by_itself"};
        return {std::string(kDialect), "alias_of_" + std::string(kDialect)};
    }
    const Dialect& dialect(const driver::ServerInfo*) const override { return generic_dialect(); }
    std::unique_ptr<driver::Connection> connect(const Url&, const driver::ConnectSettings&) const override {
        return std::make_unique<ExampleConnection>();
    }
};

std::unique_ptr<Backend> make_backend() {
    return kDialect == "empty" ? nullptr : std::make_unique<ExampleBackend>();
}

[[maybe_unused]] const bool is_registered = [] {
    if (kDialect != "registering" && kDialect != "early") return false;
    register_backend(make_backend());
    return true;
}();

}  // namespace

extern "C" {
extern const azoth::DialectLibrary AZOTH_TEST_SYMBOL;
const azoth::DialectLibrary AZOTH_TEST_SYMBOL{.abi = AZOTH_TEST_ABI,
                                              .make_backend = kDialect == "null" ? nullptr : &make_backend};
}
