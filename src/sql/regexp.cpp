// SPDX-License-Identifier: MIT
#include "azoth/sql/regexp.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/matching_nodes.hpp"

namespace azoth::detail {
namespace {

// They become a part of the SQL, so nothing else may be among them.
void check_flags(std::string_view flags) {
    if (flags.find_first_not_of("cimsx") != std::string_view::npos)
        throw ArgumentError(
            "bad_regexp_flags",
            fmt::format("'{}' are no flags of a regular expression: use any of c, i, m, s and x", flags));
}

}  // namespace

ExpressionPtr make_regexp(ExpressionPtr text, ExpressionPtr pattern, std::string flags) {
    check_flags(flags);
    return make_node<sql::RegexpNode>(std::move(text), std::move(pattern), std::move(flags), false);
}

ExpressionPtr make_regexp_replace(ExpressionPtr text, ExpressionPtr pattern, ExpressionPtr replacement,
                                  std::string flags) {
    check_flags(flags);
    return make_node<sql::RegexpReplaceNode>(std::move(text), std::move(pattern), std::move(replacement),
                                             std::move(flags));
}

}  // namespace azoth::detail
