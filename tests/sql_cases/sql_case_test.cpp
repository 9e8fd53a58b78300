// SPDX-License-Identifier: MIT
#include "sql_cases/sql_case.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "azoth/types/iso_text.hpp"
#include "dialects/mysql/compiler.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/sqlite/compiler.hpp"
#include "sql/children.hpp"
#include "sql_cases/shop_data.hpp"
#include "support/test_database.hpp"

namespace azoth::test {
namespace {

struct NamedDialect {
    std::string name;
    const Dialect& dialect;
};

const std::vector<NamedDialect>& dialects() {
    static const sqlite::SqliteDialect sqlite(34001);
    static const postgresql::PostgresqlDialect postgresql;
    static const mysql::MysqlDialect mariadb({mysql::Product::Family::Mariadb, 101105});
    static const mysql::MysqlDialect mysql({mysql::Product::Family::Mysql, 80036});
    static const std::vector<NamedDialect> all{
        {"sqlite", sqlite}, {"postgresql", postgresql}, {"mariadb", mariadb}, {"mysql", mysql}};
    return all;
}

/// A lone expression as a condition: there its SQL has nothing behind it.
sql::StatementPtr as_condition(const sql::SelectNode& select) {
    auto result = make_node<sql::SelectNode>();
    result->items.push_back({make_node<sql::TextFragmentNode>("1", Integer{}), nullptr, nullptr});
    result->where.push_back(select.items.front().expression);
    return result;
}

/// The expected SQL with the placeholders of the dialect; `??` is a question mark.
std::string with_placeholders(std::string_view sql, bool are_numbered) {
    std::string result;
    int number = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const bool is_doubled = sql.substr(i, 2) == "??";
        if (is_doubled) ++i;
        if (sql[i] == '?' && !is_doubled && are_numbered)
            result += fmt::format("${}", ++number);
        else
            result += sql[i];
    }
    return result;
}

std::string rendered(const SqlCase& sql_case, const Dialect& dialect) {
    if (!sql_case.is_expression()) return to_string(sql_case.statement(), dialect);
    const std::string sql =
        to_string(*as_condition(static_cast<const sql::SelectNode&>(sql_case.statement())), dialect);
    return sql.substr(sql.find(" WHERE ") + 7);
}

void expect_rendered(const SqlCase& sql_case, const NamedDialect& target) {
    const testing::ScopedTrace trace(sql_case.place().file_name(), static_cast<int>(sql_case.place().line()),
                                     target.name);
    const std::optional<std::string> refusal = sql_case.refusal(target.name);
    try {
        const std::string sql = rendered(sql_case, target.dialect);
        if (refusal) {
            ADD_FAILURE() << "should be refused, but is " << sql;
            return;
        }
        const std::string& expected = sql_case.sql(target.name);
        EXPECT_EQ(sql, with_placeholders(expected, target.name == "postgresql"));
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), refusal.value_or("no error")) << error.what();
    }
}

class SqlCasesRender : public testing::TestWithParam<SqlCase> {};

TEST_P(SqlCasesRender, InEachDialect) {
    for (const NamedDialect& target : dialects()) expect_rendered(GetParam(), target);
}

/// 12.50 and 12.5 are the same.
std::string trimmed(std::string number) {
    if (number.find('.') == std::string::npos) return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    return number;
}

std::string cell_text(const ValueView& cell, const SqlType& type) {
    if (type.kind == TypeKind::Boolean && cell.kind() == ValueKind::Int64)
        return cell.as_int64() != 0 ? "true" : "false";
    switch (cell.kind()) {
        case ValueKind::Null: return "NULL";
        case ValueKind::Bool: return cell.as_int64() != 0 ? "true" : "false";
        case ValueKind::Int64: return std::to_string(cell.as_int64());
        case ValueKind::Double: return fmt::format("{:.10g}", cell.as_double());
        case ValueKind::Decimal: return trimmed(std::string(cell.as_text()));
        case ValueKind::Uuid: return uuid_text(cell.as_text());
        case ValueKind::Date: return iso_date(cell.as_int64());
        case ValueKind::Time: return iso_time(cell.as_int64());
        case ValueKind::Timestamp:
        case ValueKind::TimestampTz: return iso_timestamp(cell.as_int64());
        default: return std::string(cell.as_text());
    }
}

std::vector<std::string> all_rows(driver::Cursor& cursor, const std::vector<CompiledColumn>& columns) {
    std::vector<std::string> rows;
    while (const ValueView* cells = cursor.next()) {
        std::string& row = rows.emplace_back();
        for (std::size_t i = 0; i < cursor.columns().size(); ++i)
            row += (i == 0 ? "" : "|") + cell_text(cells[i], i < columns.size() ? columns[i].type : SqlType{});
    }
    return rows;
}

std::vector<std::string> all_rows(const Execution& execution) {
    return all_rows(*execution.cursor, execution.compiled->columns);
}

std::vector<std::string> split(const std::string& rows) {
    std::vector<std::string> result;
    for (std::size_t start = 0; start < rows.size();) {
        const std::size_t end = std::min(rows.find(';', start), rows.size());
        result.push_back(rows.substr(start, end - start));
        start = end + 1;
    }
    return result;
}

/// Whether the statement itself says so, and not something in parentheses.
bool is_ordered(std::string_view sql) {
    int depth = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        depth += sql[i] == '(' ? 1 : sql[i] == ')' ? -1 : 0;
        if (depth == 0 && sql.substr(i).starts_with(" ORDER BY ")) return true;
    }
    return false;
}

/// A database may give rows in any order that the statement does not state.
void expect_rows(std::vector<std::string> rows, const std::string& expected, const std::string& sql) {
    std::vector<std::string> expected_rows = split(expected);
    if (!is_ordered(sql)) {
        std::ranges::sort(rows);
        std::ranges::sort(expected_rows);
    }
    EXPECT_EQ(rows, expected_rows) << sql;
}

/// The database of this run with the shop in it, made once.
class ShopDatabase {
public:
    static ShopDatabase& get() {
        static ShopDatabase database;
        return database;
    }
    bool is_there() const { return engine_.has_value(); }
    const Engine& engine() const { return *engine_; }
    const std::string& dialect() const { return dialect_; }

private:
    ShopDatabase() {
        const std::optional<Url> url = make_empty_database(tested_dialect());
        if (!url) return;
        engine_.emplace(create_engine(*url));
        create_shop(*engine_);
        dialect_ = tested_dialect();
        if (dialect_ != "mysql") return;
        const auto version = engine_->connect().scalar(text("SELECT version()").columns<std::string>());
        if (version->find("MariaDB") != std::string::npos) dialect_ = "mariadb";
    }

    std::optional<Engine> engine_;
    std::string dialect_;
};

class SqlCasesRun : public testing::TestWithParam<SqlCase> {
protected:
    void SetUp() override {
        if (!ShopDatabase::get().is_there()) GTEST_SKIP() << why_no_database(tested_dialect());
    }
};

void add_tables(std::vector<sql::FromPtr>& tables, const sql::ExpressionNode& expression) {
    sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
        if (node.kind() != sql::NodeKind::Column) return;
        const sql::FromPtr& from = static_cast<const sql::ColumnNode&>(node).from;
        if (std::find(tables.begin(), tables.end(), from) == tables.end()) tables.push_back(from);
    });
}

/// A lone expression of the rows with the id 1.
sql::StatementPtr to_run(const SqlCase& sql_case) {
    if (!sql_case.is_expression()) return sql::StatementPtr(&sql_case.statement());
    auto select = make_node<sql::SelectNode>(static_cast<const sql::SelectNode&>(sql_case.statement()));
    std::vector<sql::FromPtr> tables;
    add_tables(tables, *select->items.front().expression);
    for (const sql::FromPtr& table : tables)
        select->where.push_back((ColumnExpr<std::int64_t>(table->column("id")) == 1).node());
    return select;
}

void expect_outcome(Connection& connection, const SqlCase& sql_case, const std::vector<std::string>& rows) {
    if (const std::optional<std::string> expected = sql_case.rows(ShopDatabase::get().dialect()))
        expect_rows(rows, *expected, to_string(sql_case.statement(), connection.dialect()));
    if (sql_case.query_after().empty()) return;
    const auto after = text(sql_case.query_after());
    expect_rows(all_rows(connection.run_statement(*after.node())), sql_case.rows_after(), sql_case.query_after());
}

TEST_P(SqlCasesRun, OnTheDatabase) {
    const std::string& dialect = ShopDatabase::get().dialect();
    const testing::ScopedTrace trace(GetParam().place().file_name(), static_cast<int>(GetParam().place().line()),
                                     dialect);
    if (!GetParam().runs_on(dialect)) return;
    Connection connection = ShopDatabase::get().engine().connect();
    const std::vector<std::string> rows = all_rows(connection.run_statement(*to_run(GetParam())));
    expect_outcome(connection, GetParam(), rows);
}

/// What to_string() writes for people, values included, can be run.
TEST_P(SqlCasesRun, WithLiteralsOnTheDatabase) {
    const std::string& dialect = ShopDatabase::get().dialect();
    const testing::ScopedTrace trace(GetParam().place().file_name(), static_cast<int>(GetParam().place().line()),
                                     dialect);
    if (!GetParam().runs_on(dialect)) return;
    Connection connection = ShopDatabase::get().engine().connect();
    const sql::StatementPtr statement = to_run(GetParam());
    const std::string sql = to_string(*statement, connection.dialect(), true);
    const std::vector<CompiledColumn> columns = connection.dialect().compile(*statement).columns;
    connection.run("SELECT 1");  // begins the transaction
    const auto cursor = connection.driver_connection().execute({.sql = sql, .is_reusable = false}, {});
    const testing::ScopedTrace sql_trace(__FILE__, __LINE__, sql);
    expect_outcome(connection, GetParam(), all_rows(*cursor, columns));
}

std::string name_of(const testing::TestParamInfo<SqlCase>& info) {
    return info.param.name();
}

INSTANTIATE_TEST_SUITE_P(, SqlCasesRender, testing::ValuesIn(sql_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(, SqlCasesRun, testing::ValuesIn(sql_cases()), name_of);

}  // namespace
}  // namespace azoth::test
