// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "azoth/engine/engine.hpp"

namespace azoth {

/// Receives what a MockEngine would send.
class SqlSink {
public:
    virtual ~SqlSink() = default;
    /// One statement, without its parameters.
    virtual void write(std::string_view sql) = 0;
};

/// An engine without a database: its SQL goes to a sink, and queries give no rows. For scripts of DDL:
///
///     MockEngine script = create_mock_engine("postgresql", [](std::string_view sql) { fmt::print("{};\n", sql); });
///     create_all(metadata, script.engine());
class MockEngine {
public:
    /// Throws: ArgumentError(`unknown_dialect`).
    MockEngine(std::string_view dialect, std::shared_ptr<SqlSink> sink);
    MockEngine(MockEngine&&) noexcept;
    ~MockEngine();

    /// Lifetime: of this object.
    const Engine& engine() const { return *engine_; }

private:
    std::unique_ptr<const Backend> backend_;
    std::unique_ptr<const Engine> engine_;
};

/// `write` is anything that can be called with a std::string_view.
template <class Write>
MockEngine create_mock_engine(std::string_view dialect, Write write) {
    struct Sink final : SqlSink {
        explicit Sink(Write call) : callable(std::move(call)) {}
        void write(std::string_view sql) override { callable(sql); }
        Write callable;
    };
    return {dialect, std::make_shared<Sink>(std::move(write))};
}

}  // namespace azoth
