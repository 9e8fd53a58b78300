// SPDX-License-Identifier: MIT
#include "azoth/sql/text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::detail {
namespace {

[[noreturn]] void throw_no_such_bind(const sql::TextNode& text, std::string_view name) {
    std::string known;
    for (const auto& bind : text.binds) known += (known.empty() ? ":" : ", :") + bind.name;
    throw ArgumentError("no_such_bind", fmt::format("text() has no bind ':{}'; it has {}: {}", name,
                                                    known.empty() ? "none" : known, text.sql));
}

}  // namespace

void set_bind(sql::TextNode& text, std::string_view name, ExpressionPtr value) {
    const auto found =
        std::find_if(text.binds.begin(), text.binds.end(), [&](auto& each) { return each.name == name; });
    if (found == text.binds.end()) throw_no_such_bind(text, name);
    // A bound NULL, so that the statement stays the same one when the value is there again.
    if (value->kind() == sql::NodeKind::Null) value = make_node<sql::BindNode>(Value(), SqlType{});
    found->value = std::move(value);
}

}  // namespace azoth::detail
