// SPDX-License-Identifier: MIT
#include "compile/chain_writer.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "compile/associative_chain.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/precedence.hpp"

namespace azoth::compile {
namespace {

using sql::BinaryNode;
using sql::Operator;

bool is_in_chains(Operator op) { return op >= Operator::Add && op <= Operator::Concat; }

const BinaryNode* as_link(const sql::ExpressionNode& node) {
    if (node.kind() != sql::NodeKind::Binary) return nullptr;
    const auto& binary = static_cast<const BinaryNode&>(node);
    return is_in_chains(binary.op) ? &binary : nullptr;
}

/// `node`, its left side, the left side of that and so on, as long as all of them are arithmetic, or all `||`.
std::vector<const BinaryNode*> chain_of(const BinaryNode& node) {
    std::vector<const BinaryNode*> links{&node};
    while (const BinaryNode* next = as_link(*links.back()->left)) {
        if ((next->op == Operator::Concat) != (node.op == Operator::Concat)) break;
        links.push_back(next);
    }
    return links;
}

/// What `||` joins, from left to right.
std::vector<const sql::ExpressionNode*> concatenated(const BinaryNode& node) {
    std::vector<const sql::ExpressionNode*> result;
    std::vector<const sql::ExpressionNode*> waiting{&node};
    while (!waiting.empty()) {
        const sql::ExpressionNode* next = waiting.back();
        waiting.pop_back();
        const BinaryNode* link = as_link(*next);
        if (link == nullptr || link->op != Operator::Concat) {
            result.push_back(next);
            continue;
        }
        waiting.push_back(link->right.get());
        waiting.push_back(link->left.get());
    }
    return result;
}

void require_json_concat(const Dialect& dialect, const BinaryNode& node) {
    if (node.op == Operator::Concat && node.type().kind == TypeKind::Json && !dialect.capabilities().json_concat)
        throw CompileError("unsupported", fmt::format("{} has no || for documents of JSON; call a function of its own "
                                                      "by func::call()",
                                                      dialect.name()));
}

void write_concat_function(SqlWriter& writer, const BinaryNode& node) {
    std::string_view before = "concat(";
    for (const sql::ExpressionNode* part : concatenated(node)) {
        writer.text(before).expression(*part);
        before = ", ";
    }
    writer.text(")");
}

bool is_text(TypeKind kind) { return kind == TypeKind::String || kind == TypeKind::Text; }

/// In a tree of texts it makes no difference which are joined first.
bool is_long_text(const std::vector<const BinaryNode*>& links) {
    return links.size() > kLongestChain && links.front()->op == Operator::Concat &&
           std::ranges::all_of(links, [](const BinaryNode* link) { return is_text(link->type().kind); });
}

void write_long_text(SqlWriter& writer, const BinaryNode& node) {
    const std::vector<const sql::ExpressionNode*> parts = concatenated(node);
    write_associative(writer, parts.size(), " || ",
                      [&](std::size_t i) { writer.left_operand(*parts[i], Operator::Concat); });
}

void require_depth(const Dialect& dialect, std::size_t depth) {
    const std::size_t most = dialect.capabilities().max_expression_depth;
    if (most == 0 || depth < most) return;
    throw CompileError("too_deep",
                       fmt::format("{} takes no more than {} operators in a chain, this one has {}; a sum of "
                                   "many values is one of rows: func::sum() over values()",
                                   dialect.name(), most - 1, depth));
}

bool has_parentheses(const std::vector<const BinaryNode*>& links, std::size_t i) {
    return i > 0 && needs_parentheses(*links[i], links[i - 1]->op, Side::Left);
}

}  // namespace

void write_chain(SqlWriter& writer, const BinaryNode& node) {
    require_json_concat(writer.dialect(), node);
    if (node.op == Operator::Concat && !writer.dialect().capabilities().concat_operator)
        return write_concat_function(writer, node);
    const std::vector<const BinaryNode*> links = chain_of(node);
    if (is_long_text(links)) return write_long_text(writer, node);
    require_depth(writer.dialect(), links.size());
    for (std::size_t i = 0; i < links.size(); ++i) writer.text(has_parentheses(links, i) ? "(" : "");
    Context& context = writer.context();
    const Restored<std::string_view> name(context.bind_name, bind_name_of(*links.back()));
    writer.left_operand(*links.back()->left, links.back()->op);
    for (std::size_t i = links.size(); i-- > 0;) {
        context.bind_name = bind_name_of(*links[i]);
        writer.dialect().write_right_side(writer, *links[i]);
        writer.text(has_parentheses(links, i) ? ")" : "");
    }
}

bool divides_whole_numbers(const BinaryNode& node) {
    return is_integer(node.left->type().kind) && is_integer(node.right->type().kind);
}

}  // namespace azoth::compile
