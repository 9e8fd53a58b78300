// SPDX-License-Identifier: MIT
#include "azoth/sql/full_text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::detail {

void check_text_search_config(std::string_view config) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    };
    if (!std::all_of(config.begin(), config.end(), is_plain))
        throw ArgumentError("bad_name", fmt::format("'{}' is no name of a text search configuration", config));
}

ExpressionPtr make_full_text(sql::ExpressionList texts_and_words, MatchOptions options) {
    check_text_search_config(options.config);
    return make_node<sql::FullTextNode>(std::move(texts_and_words), options.mode, std::move(options.config));
}

}  // namespace azoth::detail
