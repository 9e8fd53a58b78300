// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/select.hpp"
#include "sql_cases/shop.hpp"

namespace azoth::test {

/// One construct: how it is said in C++, its SQL in each dialect, and what databases answer.
class SqlCase {
public:
    SqlCase(std::string name, sql::StatementPtr statement, std::string sql, std::source_location place)
        : name_(std::move(name)), statement_(std::move(statement)), sql_(std::move(sql)), place_(place) {}

    /// Its SQL in a dialect where it differs: `sqlite`, `postgresql`, `mariadb`, `mysql`. Values stand as
    /// `?` in every dialect, and a question mark that is none as `??`.
    SqlCase& on(std::string dialect, std::string sql);
    /// A dialect that cannot say it: compiling throws this error, and nothing is executed.
    SqlCase& refused(std::string dialect, std::string code = "unsupported");
    /// A dialect whose server in the tests cannot run it although the dialect can say it.
    SqlCase& not_run(std::string dialect);
    /// The rows that a database answers: `1|Emma;2|Persuasion`, NULL as `NULL`. Not checked when never given.
    SqlCase& gives(std::string rows);
    /// The same for one dialect.
    SqlCase& gives_on(std::string dialect, std::string rows);
    /// The rows that `query` gives after the statement; what it changed is rolled back then.
    SqlCase& leaves(std::string query, std::string rows);

    const std::string& name() const { return name_; }
    /// It is a lone expression: the only thing that its statement, a SELECT, has.
    bool is_expression() const { return is_expression_; }
    const sql::StatementNode& statement() const { return *statement_; }
    const std::source_location& place() const { return place_; }
    const std::string& sql(std::string_view dialect) const;
    std::optional<std::string> refusal(std::string_view dialect) const;
    bool runs_on(std::string_view dialect) const;
    std::optional<std::string> rows(std::string_view dialect) const;
    const std::string& query_after() const { return query_after_; }
    const std::string& rows_after() const { return rows_after_; }

private:
    friend class SqlCases;
    using PerDialect = std::vector<std::pair<std::string, std::string>>;

    std::string name_;
    sql::StatementPtr statement_;
    std::string sql_;
    std::source_location place_;
    bool is_expression_ = false;
    PerDialect sql_of_;
    PerDialect refusals_;
    PerDialect rows_of_;
    std::vector<std::string> not_run_;
    std::optional<std::string> rows_;
    std::string query_after_;
    std::string rows_after_;
};

/// For GoogleTest.
void PrintTo(const SqlCase& sql_case, std::ostream* out);

/// The cases of one group, added by calling it: `add("adds a value", shop.pages + 1, "books.pages + ?").gives("412")`.
class SqlCases {
public:
    explicit SqlCases(std::string group) : group_(std::move(group)) {}

    /// A lone expression is selected from the book with the id 1: its SQL is what then stands behind SELECT.
    template <Expression E>
    SqlCase& operator()(std::string_view name, const E& expression, std::string sql,
                        const std::source_location& place = std::source_location::current()) {
        return add_expression(name, to_node(expression), std::move(sql), place);
    }
    template <class Statement>
    requires(!Expression<Statement>) SqlCase& operator()(
        std::string_view name, const Statement& statement, std::string sql,
        const std::source_location& place = std::source_location::current()) {
        return add(name, sql::StatementPtr(statement.node().get()), std::move(sql), place);
    }

    std::vector<SqlCase>& all() { return cases_; }

private:
    SqlCase& add(std::string_view name, sql::StatementPtr statement, std::string sql,
                 const std::source_location& place);
    SqlCase& add_expression(std::string_view name, ExpressionPtr expression, std::string sql,
                            const std::source_location& place);

    std::string group_;
    std::vector<SqlCase> cases_;
};

/// A file's cases, known to the tests from the start of the program:
///
///     const CaseGroup kArithmetic("Arithmetic", [](SqlCases& add, const Shop& shop) { add(...); });
struct CaseGroup {
    using Fill = void (*)(SqlCases& add, const Shop& shop);
    CaseGroup(std::string name, Fill fill);
};

/// The cases of all groups.
const std::vector<SqlCase>& sql_cases();

}  // namespace azoth::test
