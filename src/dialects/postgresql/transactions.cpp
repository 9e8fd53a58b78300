// SPDX-License-Identifier: MIT
#include <string>

#include "dialects/postgresql/compiler.hpp"

namespace azoth::postgresql {

std::string PostgresqlDialect::isolation_level_query() const {
    return "SELECT current_setting('default_transaction_isolation')";
}

std::string PostgresqlDialect::two_phase_statement(TwoPhaseStep step, std::string_view id) const {
    std::string name;
    write_literal(name, ValueView::text(id));
    switch (step) {
        case TwoPhaseStep::Begin: return "BEGIN";
        case TwoPhaseStep::Prepare: return "PREPARE TRANSACTION " + name;
        case TwoPhaseStep::Abandon: return "ROLLBACK";
        case TwoPhaseStep::CommitPrepared: return "COMMIT PREPARED " + name;
        case TwoPhaseStep::RollbackPrepared: return "ROLLBACK PREPARED " + name;
        case TwoPhaseStep::Recover: break;
    }
    return "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()";
}

}  // namespace azoth::postgresql
