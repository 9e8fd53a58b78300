// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_result.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace azoth::postgresql {
namespace {

std::string_view field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string_view{} : text;
}

std::string_view command_tag(const PGresult* result) { return PQcmdStatus(const_cast<PGresult*>(result)); }

}  // namespace

bool is_failure(const PGresult* result) {
    switch (PQresultStatus(result)) {
        case PGRES_BAD_RESPONSE:
        case PGRES_FATAL_ERROR: return true;
        default: return false;
    }
}

bool has_ended_connection(const PGresult* failure) {
    const std::string_view severity = field(failure, PG_DIAG_SEVERITY_NONLOCALIZED);
    // libpq gives no SQLSTATE to what it finds by itself: the server hung up, or sent nonsense.
    return severity == "FATAL" || severity == "PANIC" || field(failure, PG_DIAG_SQLSTATE).empty();
}

bool is_canceled(const PGresult* failure) { return field(failure, PG_DIAG_SQLSTATE) == "57014"; }

bool is_outdated(const PGresult* result) {
    if (!is_failure(result)) return false;
    const std::string_view sqlstate = field(result, PG_DIAG_SQLSTATE);
    if (sqlstate == "26000") return true;
    // A parameter got its type from a column that has another one now.
    if (sqlstate == "42804" && field(result, PG_DIAG_SOURCE_FUNCTION) == "transformAssignedExpr") return true;
    // 0A000 is every unsupported feature. This one's message may be translated, the function that raises it is not.
    return sqlstate == "0A000" && (field(result, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery" ||
                                   field(result, PG_DIAG_MESSAGE_PRIMARY).starts_with("cached plan"));
}

StatementLoss statement_loss(const PGresult* result) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK) return StatementLoss::None;
    const std::string_view tag = command_tag(result);
    if (tag == "DEALLOCATE ALL" || tag == "DISCARD ALL") return StatementLoss::Dropped;
    return tag.starts_with("DROP ") || tag.starts_with("ALTER ") ? StatementLoss::Outdated : StatementLoss::None;
}

std::int64_t affected_rows(const PGresult* result) {
    static constexpr std::array<std::string_view, 4> kChanges = {"INSERT ", "UPDATE ", "DELETE ", "MERGE "};
    const std::string_view tag = command_tag(result);
    if (std::ranges::none_of(kChanges, [tag](std::string_view verb) { return tag.starts_with(verb); })) return 0;
    const std::string_view count = tag.substr(tag.rfind(' ') + 1);
    std::int64_t rows = 0;
    std::from_chars(count.data(), count.data() + count.size(), rows);
    return rows;
}

}  // namespace azoth::postgresql
