// SPDX-License-Identifier: MIT
#include "azoth/engine/pipeline.hpp"

#include <utility>

#include "engine/placed.hpp"

namespace azoth {
namespace {

std::int64_t run_alone(Connection& connection, const sql::StatementNode& statement) {
    const Execution execution = connection.run_statement(statement);
    while (execution.cursor->next() != nullptr) {
    }
    return execution.cursor->affected_rows();
}

}  // namespace

std::vector<std::int64_t> Pipeline::run(std::source_location where) {
    const auto statements = std::exchange(statements_, {});
    std::vector<std::int64_t> affected(statements.size());
    engine::placed(where, [&] {
        if (connection_.run_pipeline(statements, affected)) return;
        for (std::size_t i = 0; i < statements.size(); ++i) affected[i] = run_alone(connection_, *statements[i]);
    });
    return affected;
}

}  // namespace azoth
