// SPDX-License-Identifier: MIT
#include "azoth/compile/transaction_mode.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"

namespace azoth {
namespace {

struct LevelName {
    IsolationLevel level;
    std::string_view name;
};

constexpr std::array kNames = {
    LevelName{IsolationLevel::ReadUncommitted, "READ UNCOMMITTED"},
    LevelName{IsolationLevel::ReadCommitted, "READ COMMITTED"},
    LevelName{IsolationLevel::RepeatableRead, "REPEATABLE READ"},
    LevelName{IsolationLevel::Serializable, "SERIALIZABLE"},
    LevelName{IsolationLevel::Autocommit, "AUTOCOMMIT"},
};

char normalized(char c) { return c == '-' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

}  // namespace

std::string_view isolation_level_name(IsolationLevel level) {
    const auto* found = std::ranges::find(kNames, level, &LevelName::level);
    return found == kNames.end() ? "DEFAULT" : found->name;
}

std::optional<IsolationLevel> read_isolation_level(std::string_view text) {
    for (const LevelName& known : kNames)
        if (std::ranges::equal(text, known.name, {}, normalized)) return known.level;
    return std::nullopt;
}

// Standard SQL, as PostgreSQL writes it.
std::string Dialect::begin_statement(const TransactionMode& mode) const {
    std::string sql = begin_statement();
    if (mode.isolation_level != IsolationLevel::Default)
        sql.append(" ISOLATION LEVEL ").append(isolation_level_name(mode.isolation_level));
    if (mode.read_only) sql += " READ ONLY";
    if (mode.deferrable) sql += " DEFERRABLE";
    return sql;
}

std::string Dialect::two_phase_statement(TwoPhaseStep, std::string_view) const {
    throw CompileError("unsupported", std::string(name()) + " cannot commit a transaction in two phases; use begin()");
}

}  // namespace azoth
