// SPDX-License-Identifier: MIT
#include "azoth/sql/from_handle.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "sql/corresponding_column.hpp"

namespace azoth::detail {

sql::ColumnPtr corresponding_column(const sql::FromPtr& from, const ExpressionPtr& expression) {
    if (const auto index = sql::find_corresponding(*from, *expression))
        return make_node<const sql::ColumnNode>(from, *index);
    const std::string owner = from->name().empty() ? "the element" : fmt::format("'{}'", from->name());
    const bool is_column = expression->kind() == sql::NodeKind::Column;
    const std::string wanted =
        is_column ? fmt::format("the column '{}'", static_cast<const sql::ColumnNode&>(*expression).name())
                  : "the expression";
    throw ArgumentError("no_such_column", fmt::format("{} does not select {}; select it there, or ask for a column by "
                                                      "its name",
                                                      owner, wanted));
}

sql::FromPtr make_alias(sql::FromPtr element, std::string name) {
    return make_node<sql::AliasNode>(std::move(element), std::move(name));
}

sql::FromPtr make_sample(sql::FromPtr element, ExpressionPtr size, std::string_view method, ExpressionPtr seed,
                         std::string name) {
    const bool is_word = !method.empty() && std::all_of(method.begin(), method.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    });
    if (!is_word) throw ArgumentError("bad_name", fmt::format("'{}' is no name of a sampling method", method));
    return make_node<sql::SampleNode>(std::move(element), std::move(name), std::string(method), std::move(size),
                                      std::move(seed));
}

}  // namespace azoth::detail
