// SPDX-License-Identifier: MIT
#include "compile/form_writer.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "compile/precedence.hpp"

namespace azoth::compile {
namespace {

[[noreturn]] void fail(std::string_view form, std::string_view hole) {
    throw CompileError("bad_form",
                       fmt::format("the form '{}' has a hole {{{}}} that there is nothing for; write {{0}} for "
                                   "the first operand, {{args}} for all and {{{{ for a brace",
                                   form, hole));
}

/// Whether a hole stands between parentheses and commas, where every operand is safe.
bool is_argument(std::string_view before, std::string_view after) {
    const auto last = before.find_last_not_of(' ');
    const auto next = after.find_first_not_of(' ');
    return last != std::string_view::npos && next != std::string_view::npos &&
           (before[last] == '(' || before[last] == ',') && (after[next] == ')' || after[next] == ',');
}

bool is_int32(const sql::ExpressionNode& node) {
    return node.type().kind == TypeKind::Integer || node.type().kind == TypeKind::SmallInteger;
}

void write_operand(SqlWriter& writer, const sql::ExpressionNode& operand, bool is_safe) {
    const bool needs = !is_safe && precedence_of(operand) < Precedence::Primary;
    writer.text(needs ? "(" : "").expression(operand).text(needs ? ")" : "");
}

void write_int32(SqlWriter& writer, const sql::ExpressionNode& operand, bool is_safe) {
    if (is_int32(operand)) return write_operand(writer, operand, is_safe);
    writer.text("CAST(").expression(operand).text(" AS ").text(writer.dialect().cast_type_name(Integer{})).text(")");
}

void write_hole(SqlWriter& writer, std::string_view form, std::size_t start, std::size_t end,
                const sql::ExpressionList& operands, std::string_view options) {
    const std::string_view hole = form.substr(start + 1, end - start - 1);
    if (hole == "args") {
        writer.expressions(operands);
        return;
    }
    if (hole == "options") {
        writer.text(options);
        return;
    }
    std::size_t index = 0;
    const auto [stop, error] = std::from_chars(hole.data(), hole.data() + hole.size(), index);
    const std::string_view rest(stop, static_cast<std::size_t>(hole.data() + hole.size() - stop));
    if (error != std::errc{} || index >= operands.size() || (!rest.empty() && rest != "i")) fail(form, hole);
    const bool is_safe = is_argument(form.substr(0, start), form.substr(end + 1));
    if (rest.empty())
        write_operand(writer, *operands[index], is_safe);
    else
        write_int32(writer, *operands[index], is_safe);
}

}  // namespace

void write_form(SqlWriter& writer, std::string_view form, const sql::ExpressionList& operands,
                std::string_view options) {
    std::size_t done = 0;
    while (true) {
        const std::size_t start = std::min(form.find('{', done), form.size());
        writer.text(form.substr(done, start - done));
        if (start == form.size()) return;
        if (form.substr(start).starts_with("{{")) {
            writer.text("{");
            done = start + 2;
            continue;
        }
        const std::size_t end = form.find('}', start);
        if (end == std::string_view::npos) fail(form, form.substr(start + 1));
        write_hole(writer, form, start, end, operands, options);
        done = end + 1;
    }
}

}  // namespace azoth::compile
