// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

#include "azoth/engine/connection.hpp"

/// COPY: the fastest way of rows into and out of PostgreSQL, in the formats text, CSV and binary.
///
/// Like every statement, a COPY begins a transaction when none is open. A connection to another database is
/// ArgumentError(`not_postgresql`).
namespace azoth::postgresql {

/// Takes what COPY ... TO STDOUT sends.
class CopySink {
public:
    virtual ~CopySink() = default;
    /// One row, in the formats text and CSV with its line end; in binary the header, a row or the trailer. What it
    /// throws ends the COPY, and with that the transaction.
    ///
    /// Lifetime of `data`: of the call.
    virtual void write(std::string_view data) = 0;
};

/// Gives what COPY ... FROM STDIN is to receive.
class CopySource {
public:
    virtual ~CopySource() = default;
    /// Replaces `chunk` by the next piece of data, which may end anywhere; false when there is none. What it throws
    /// ends the COPY, and with that the transaction.
    virtual bool read(std::string& chunk) = 0;
};

/// Runs a COPY ... TO STDOUT. Returns the number of rows.
///
///     postgresql::copy_out(connection, "COPY users TO STDOUT WITH (FORMAT csv, HEADER)",
///                          [&](std::string_view line) { file << line; });
std::int64_t copy_out(azoth::Connection& connection, std::string_view sql, CopySink& sink,
                      std::source_location where = std::source_location::current());

/// Runs a COPY ... FROM STDIN. Returns the number of rows.
std::int64_t copy_in(azoth::Connection& connection, std::string_view sql, CopySource& source,
                     std::source_location where = std::source_location::current());

/// For anything that can be called with a std::string_view.
template <class Callable>
requires requires(Callable callable, std::string_view data) { callable(data); }
std::int64_t copy_out(azoth::Connection& connection, std::string_view sql, Callable callable,
                      std::source_location where = std::source_location::current()) {
    struct Wrapper final : CopySink {
        explicit Wrapper(Callable call) : callable(std::move(call)) {}
        void write(std::string_view data) override { callable(data); }
        Callable callable;
    };
    Wrapper sink(std::move(callable));
    return copy_out(connection, sql, static_cast<CopySink&>(sink), where);
}

/// For anything that can be called with a std::string& and returns a bool, as CopySource::read().
template <class Callable>
requires requires(Callable callable, std::string& chunk) { bool{callable(chunk)}; }
std::int64_t copy_in(azoth::Connection& connection, std::string_view sql, Callable callable,
                     std::source_location where = std::source_location::current()) {
    struct Wrapper final : CopySource {
        explicit Wrapper(Callable call) : callable(std::move(call)) {}
        bool read(std::string& chunk) override { return callable(chunk); }
        Callable callable;
    };
    Wrapper source(std::move(callable));
    return copy_in(connection, sql, static_cast<CopySource&>(source), where);
}

}  // namespace azoth::postgresql
