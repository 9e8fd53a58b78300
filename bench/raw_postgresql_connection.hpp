// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include <libpq-fe.h>

#include "raw_postgresql_wire.hpp"

namespace azoth::bench {

inline constexpr int kBinary = 1;
inline constexpr Oid kInt8 = 20;
inline constexpr Oid kText = 25;
inline constexpr Oid kInt8Array = 1016;
inline constexpr Oid kTextArray = 1009;

struct PostgresqlCloser {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresqlResult = std::unique_ptr<PGresult, PostgresqlCloser>;

/// A statement that a connection has prepared.
struct PostgresqlStatement {
    const char* name;
    int parameter_count;
};
inline constexpr PostgresqlStatement kBegin{"begin", 0};
inline constexpr PostgresqlStatement kCommit{"commit", 0};

/// What the raw programs share: a connection to PostgreSQL. Everything travels in binary.
///
/// Throws: std::runtime_error with the client's message.
class PostgresqlConnection {
public:
    using Values = std::array<const char*, 2>;
    using Sizes = std::array<int, 2>;

    explicit PostgresqlConnection(const std::string& url);
    PostgresqlConnection(const PostgresqlConnection&) = delete;
    PostgresqlConnection& operator=(const PostgresqlConnection&) = delete;
    ~PostgresqlConnection() { PQfinish(handle_); }

    PGconn* handle() const { return handle_; }
    void run(const std::string& sql) const { check(PQexec(handle_, sql.c_str())); }
    void settle(const std::string& table) const { run("VACUUM ANALYZE " + table); }
    void prepare(const PostgresqlStatement& statement, const char* sql, std::initializer_list<Oid> types = {}) const;
    PostgresqlResult execute(const PostgresqlStatement& statement, const Values& values = {},
                             const Sizes& sizes = {}) const {
        return check(PQexecPrepared(handle_, statement.name, statement.parameter_count, values.data(), sizes.data(),
                                    kFormats.data(), kBinary));
    }

    void start_pipeline() const { require(PQenterPipelineMode(handle_)); }
    void send(const PostgresqlStatement& statement, const Values& values = {}, const Sizes& sizes = {}) const {
        require(PQsendQueryPrepared(handle_, statement.name, statement.parameter_count, values.data(), sizes.data(),
                                    kFormats.data(), kBinary));
    }
    void request_flush() const { require(PQsendFlushRequest(handle_)); }
    void sync_pipeline() const { require(PQpipelineSync(handle_)); }
    /// The result of the next command, and the null that ends it.
    PostgresqlResult receive() const {
        PostgresqlResult result = check(PQgetResult(handle_));
        PQclear(PQgetResult(handle_));
        return result;
    }
    void finish_pipeline() const;

    PostgresqlResult check(PGresult* raw) const {
        PostgresqlResult result(raw);
        const ExecStatusType status = PQresultStatus(raw);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail();
        return result;
    }
    void require(int success) const {
        if (success == 0) fail();
    }
    [[noreturn]] void fail() const;

private:
    static constexpr std::array<int, 2> kFormats = {kBinary, kBinary};

    PGconn* handle_;
};

inline int size_of(const std::string& text) { return static_cast<int>(text.size()); }

inline std::int64_t read_int8(const PGresult* result, int row, int column) {
    return read_int8(PQgetvalue(result, row, column));
}

inline void read_text(const PGresult* result, int row, int column, std::string& text) {
    text.assign(PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column)));
}

}  // namespace azoth::bench
