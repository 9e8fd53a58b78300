// SPDX-License-Identifier: MIT
#include "raw_postgresql_connection.hpp"

#include <stdexcept>

namespace azoth::bench {

PostgresqlConnection::PostgresqlConnection(const std::string& url) : handle_(PQconnectdb(url.c_str())) {
    if (PQstatus(handle_) != CONNECTION_OK) fail();
    run("SET client_min_messages = warning");
    prepare(kBegin, "BEGIN");
    prepare(kCommit, "COMMIT");
}

void PostgresqlConnection::prepare(const PostgresqlStatement& statement, const char* sql,
                                   std::initializer_list<Oid> types) const {
    check(PQprepare(handle_, statement.name, sql, statement.parameter_count, types.begin()));
}

void PostgresqlConnection::finish_pipeline() const {
    PQclear(PQgetResult(handle_));  // the answer to PQpipelineSync()
    require(PQexitPipelineMode(handle_));
}

void PostgresqlConnection::fail() const { throw std::runtime_error(PQerrorMessage(handle_)); }

}  // namespace azoth::bench
