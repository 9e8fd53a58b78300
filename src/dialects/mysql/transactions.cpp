// SPDX-License-Identifier: MIT
#include <string>

#include "dialects/mysql/compiler.hpp"
#include "dialects/mysql/quoted_text.hpp"

namespace azoth::mysql {

/// SET TRANSACTION without SESSION is for the next transaction only: nothing has to be set back.
std::string MysqlDialect::begin_statement(const TransactionMode& mode) const {
    if (mode.deferrable) refuse("deferrable transactions", "leave the option out there");
    std::string sql;
    if (mode.isolation_level != IsolationLevel::Default)
        sql.append("SET TRANSACTION ISOLATION LEVEL ").append(isolation_level_name(mode.isolation_level)).append(";");
    return sql + (mode.read_only ? "START TRANSACTION READ ONLY" : begin_statement());
}

std::string MysqlDialect::isolation_level_query() const {
    return product_.is_mysql(0) ? "SELECT @@transaction_isolation" : "SELECT @@tx_isolation";
}

std::string MysqlDialect::two_phase_statement(TwoPhaseStep step, std::string_view id) const {
    const std::string name = quoted_text(id);
    switch (step) {
        case TwoPhaseStep::Begin: return "XA START " + name;
        case TwoPhaseStep::Prepare: return "XA END " + name + "; XA PREPARE " + name;
        case TwoPhaseStep::Abandon: return "XA END " + name + "; XA ROLLBACK " + name;
        case TwoPhaseStep::CommitPrepared: return "XA COMMIT " + name;
        case TwoPhaseStep::RollbackPrepared: return "XA ROLLBACK " + name;
        case TwoPhaseStep::Recover: break;
    }
    return "XA RECOVER";
}

}  // namespace azoth::mysql
