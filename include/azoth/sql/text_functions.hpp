// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "azoth/sql/function_call.hpp"

namespace azoth::detail {

/// A function of texts that gives a text.
template <class... Args>
auto text_function(sql::StandardFunction function, const Args&... arguments) {
    return standard<NullIfAny<std::string, Args...>>(function, arguments...);
}

}  // namespace azoth::detail

/// Functions of texts. Positions count characters from 1. Where a text is asked for, an expression or a plain text will
/// do. Comparing characters follows the collation of the database: MariaDB and MySQL ignore case.
namespace azoth::func {

template <Expression E>
auto lower(const E& text) {
    return detail::text_function(sql::StandardFunction::Lower, text);
}
template <Expression E>
auto upper(const E& text) {
    return detail::text_function(sql::StandardFunction::Upper, text);
}
/// In characters.
template <Expression E>
auto length(const E& text) {
    return detail::standard<detail::NullIfAny<std::int64_t, E>>(sql::StandardFunction::CharLength, text);
}
template <Expression E>
auto char_length(const E& text) {
    return length(text);
}
/// In bytes.
template <Expression E>
auto octet_length(const E& text) {
    return detail::standard<detail::NullIfAny<std::int64_t, E>>(sql::StandardFunction::OctetLength, text);
}

/// Without the spaces at both ends.
template <Expression E>
auto trim(const E& text) {
    return detail::text_function(sql::StandardFunction::Trim, text);
}
template <Expression E>
auto trim(const E& text, char character) {
    return detail::text_function(sql::StandardFunction::Trim, text, std::string(1, character));
}
template <Expression E>
auto ltrim(const E& text) {
    return detail::text_function(sql::StandardFunction::LTrim, text);
}
template <Expression E>
auto ltrim(const E& text, char character) {
    return detail::text_function(sql::StandardFunction::LTrim, text, std::string(1, character));
}
template <Expression E>
auto rtrim(const E& text) {
    return detail::text_function(sql::StandardFunction::RTrim, text);
}
template <Expression E>
auto rtrim(const E& text, char character) {
    return detail::text_function(sql::StandardFunction::RTrim, text, std::string(1, character));
}

/// From the character number `start`. Databases disagree about what lies before the first one.
template <Expression E, class S>
auto substr(const E& text, const S& start) {
    return detail::text_function(sql::StandardFunction::Substr, text, start);
}
template <Expression E, class S, class N>
auto substr(const E& text, const S& start, const N& characters) {
    return detail::text_function(sql::StandardFunction::Substr, text, start, characters);
}
/// The first characters.
template <Expression E, class N>
auto left(const E& text, const N& characters) {
    return detail::text_function(sql::StandardFunction::Left, text, characters);
}
/// The last characters.
template <Expression E, class N>
auto right(const E& text, const N& characters) {
    return detail::text_function(sql::StandardFunction::Right, text, characters);
}
/// Every `from` in the text becomes `to`.
template <Expression E, class F, class T>
auto replace(const E& text, const F& from, const T& to) {
    return detail::text_function(sql::StandardFunction::Replace, text, from, to);
}
/// Filled up at its left side to so many characters; cut when it is longer.
template <Expression E, class N>
auto lpad(const E& text, const N& characters, const std::string& fill = " ") {
    return detail::text_function(sql::StandardFunction::LPad, text, characters, fill);
}
/// The same at its right side.
template <Expression E, class N>
auto rpad(const E& text, const N& characters, const std::string& fill = " ") {
    return detail::text_function(sql::StandardFunction::RPad, text, characters, fill);
}
/// So many times, one after the other.
template <Expression E, class N>
auto repeat(const E& text, const N& times) {
    return detail::text_function(sql::StandardFunction::Repeat, text, times);
}
/// Not on SQLite.
template <Expression E>
auto reverse(const E& text) {
    return detail::text_function(sql::StandardFunction::Reverse, text);
}
/// Where `part` begins in the text; 0 when it is not there.
template <Expression E, class P>
auto instr(const E& text, const P& part) {
    return detail::standard<detail::NullIfAny<std::int64_t, E, P>>(sql::StandardFunction::Instr, text, part);
}
/// The same with its arguments in the order of SQL's POSITION(part IN text).
template <class P, Expression E>
auto position(const P& part, const E& text) {
    return instr(text, part);
}

/// Texts one after the other; NULL when one of them is. The same as `+`.
template <class First, class Second, class... More>
auto concat(const First& first, const Second& second, const More&... more) {
    ExpressionPtr all = to_node(first);
    const auto append = [&](const ExpressionPtr& next) {
        all = detail::make_binary(sql::Operator::Concat, all, next, String{});
    };
    append(to_node(second));
    (append(to_node(more)), ...);
    return Expr<detail::NullIfAny<std::string, First, Second, More...>>(std::move(all));
}
/// Those texts that are not NULL, with the separator between them.
template <class S, class... Texts>
auto concat_ws(const S& separator, const Texts&... texts) {
    static_assert(sizeof...(Texts) > 0, "azoth: concat_ws() needs a text to join");
    return detail::standard<detail::NullIfAny<std::string, S>>(sql::StandardFunction::ConcatWs, separator, texts...);
}

}  // namespace azoth::func
