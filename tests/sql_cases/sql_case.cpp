// SPDX-License-Identifier: MIT
#include "sql_cases/sql_case.hpp"

#include <algorithm>
#include <cctype>
#include <ostream>

namespace azoth::test {
namespace {

const std::string* find(const std::vector<std::pair<std::string, std::string>>& list, std::string_view dialect) {
    const auto found = std::ranges::find(list, dialect, &std::pair<std::string, std::string>::first);
    return found == list.end() ? nullptr : &found->second;
}

/// Names of tests are letters and digits.
std::string test_name(std::string_view group, std::string_view name) {
    std::string result(group);
    bool starts_word = true;
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0) result += starts_word ? static_cast<char>(std::toupper(letter)) : c;
        starts_word = std::isalnum(letter) == 0;
    }
    return result;
}

struct Group {
    std::string name;
    CaseGroup::Fill fill;
};

std::vector<Group>& groups() {
    static std::vector<Group> all;
    return all;
}

std::vector<SqlCase> collect() {
    static const Shop shop;
    std::vector<SqlCase> all;
    for (const Group& group : groups()) {
        SqlCases cases(group.name);
        group.fill(cases, shop);
        std::ranges::move(cases.all(), std::back_inserter(all));
    }
    return all;
}

}  // namespace

SqlCase& SqlCase::on(std::string dialect, std::string sql) {
    sql_of_.emplace_back(std::move(dialect), std::move(sql));
    return *this;
}

SqlCase& SqlCase::refused(std::string dialect, std::string code) {
    refusals_.emplace_back(std::move(dialect), std::move(code));
    return *this;
}

SqlCase& SqlCase::not_run(std::string dialect) {
    not_run_.push_back(std::move(dialect));
    return *this;
}

SqlCase& SqlCase::gives(std::string rows) {
    rows_ = std::move(rows);
    return *this;
}

SqlCase& SqlCase::gives_on(std::string dialect, std::string rows) {
    rows_of_.emplace_back(std::move(dialect), std::move(rows));
    return *this;
}

SqlCase& SqlCase::leaves(std::string query, std::string rows) {
    query_after_ = std::move(query);
    rows_after_ = std::move(rows);
    return *this;
}

const std::string& SqlCase::sql(std::string_view dialect) const {
    const std::string* own = find(sql_of_, dialect);
    return own != nullptr ? *own : sql_;
}

std::optional<std::string> SqlCase::refusal(std::string_view dialect) const {
    const std::string* code = find(refusals_, dialect);
    return code != nullptr ? std::optional(*code) : std::nullopt;
}

bool SqlCase::runs_on(std::string_view dialect) const {
    return !refusal(dialect) && std::ranges::find(not_run_, dialect) == not_run_.end();
}

std::optional<std::string> SqlCase::rows(std::string_view dialect) const {
    const std::string* own = find(rows_of_, dialect);
    return own != nullptr ? std::optional(*own) : rows_;
}

void PrintTo(const SqlCase& sql_case, std::ostream* out) {
    *out << sql_case.name();
}

SqlCase& SqlCases::add(std::string_view name, sql::StatementPtr statement, std::string sql,
                       const std::source_location& place) {
    return cases_.emplace_back(test_name(group_, name), std::move(statement), std::move(sql), place);
}

SqlCase& SqlCases::add_expression(std::string_view name, ExpressionPtr expression, std::string sql,
                                  const std::source_location& place) {
    auto select = make_node<sql::SelectNode>();
    select->items.push_back({std::move(expression), nullptr, nullptr});
    SqlCase& result = add(name, std::move(select), std::move(sql), place);
    result.is_expression_ = true;
    return result;
}

CaseGroup::CaseGroup(std::string name, Fill fill) {
    groups().push_back({std::move(name), fill});
}

const std::vector<SqlCase>& sql_cases() {
    static const std::vector<SqlCase> all = collect();
    return all;
}

}  // namespace azoth::test
