// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "azoth/driver/connection.hpp"
#include "azoth/types/value.hpp"
#include "azoth/types/value_view.hpp"

/// What only SQLite has. `connection` is that of EngineListener::after_connect() or Connection::driver_connection();
/// that of another database is ArgumentError(`not_sqlite`).
namespace azoth::sqlite {

/// A function that SQL can call. An exception thrown by call() makes the statement fail with its text.
class Function {
public:
    virtual ~Function() = default;
    virtual Value call(std::span<const ValueView> arguments) = 0;
};

/// An order of texts: negative, zero or positive, as for `left <=> right`. Must not throw.
class Collation {
public:
    virtual ~Collation() = default;
    virtual int compare(std::string_view left, std::string_view right) = 0;
};

struct FunctionOptions {
    int argument_count = -1;       ///< -1: any number
    bool is_deterministic = true;  ///< gives the same for the same arguments, so that indexes may use it
};

void add_function(driver::Connection& connection, std::string_view name, std::unique_ptr<Function> function,
                  const FunctionOptions& options = {});
void add_collation(driver::Connection& connection, std::string_view name, std::unique_ptr<Collation> collation);

/// Makes a function of anything that can be called with `std::span<const ValueView>` and returns what a Value is made
/// of.
///
///     sqlite::create_function(connection, "twice", [](auto arguments) { return arguments[0].as_int64() * 2; });
template <class Callable>
void create_function(driver::Connection& connection, std::string_view name, Callable callable,
                     const FunctionOptions& options = {}) {
    struct Wrapper final : Function {
        explicit Wrapper(Callable call) : callable(std::move(call)) {}
        Value call(std::span<const ValueView> arguments) override { return Value(callable(arguments)); }
        Callable callable;
    };
    add_function(connection, name, std::make_unique<Wrapper>(std::move(callable)), options);
}

/// The same for a collation: `callable(left, right)` of two std::string_view.
template <class Callable>
void create_collation(driver::Connection& connection, std::string_view name, Callable callable) {
    struct Wrapper final : Collation {
        explicit Wrapper(Callable call) : callable(std::move(call)) {}
        int compare(std::string_view left, std::string_view right) override { return callable(left, right); }
        Callable callable;
    };
    add_collation(connection, name, std::make_unique<Wrapper>(std::move(callable)));
}

/// Watches a backup.
class BackupProgress {
public:
    virtual ~BackupProgress() = default;
    /// Called after each step; false stops the backup, and the target is left unusable.
    virtual bool on_step(int pages_done, int pages_total) = 0;
};

struct BackupOptions {
    int pages_per_step = 1000;  ///< others may write between steps
    int pause_ms = 10;          ///< between steps, and before trying again when the database is locked
    BackupProgress* progress = nullptr;
};

/// Copies the database to the file at `path` while it is used, also by others. What the file held is lost.
///
/// Throws: ConnectionError(`connection_failed`) when the file cannot be opened; OperationalError(`canceled`) when the
/// progress has stopped it, and what SQLite says otherwise.
void backup(driver::Connection& connection, const std::string& path, const BackupOptions& options = {});

}  // namespace azoth::sqlite
