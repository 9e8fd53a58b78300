// SPDX-License-Identifier: MIT
#include "azoth/sql/from_nodes.hpp"

#include <algorithm>
#include <atomic>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/replacement.hpp"
#include "azoth/sql/statement_nodes.hpp"
#include "sql/key_lists.hpp"
#include "sql/result_columns.hpp"
#include "sql/subquery_options.hpp"

namespace azoth::sql {
namespace {

std::uint64_t next_table_id() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

[[noreturn]] void throw_no_such_column(const FromNode& from, std::string_view name) {
    std::string known;
    for (const FromColumn& column : from.columns()) known += (known.empty() ? "" : ", ") + column.name;
    const std::string owner = from.name().empty() ? "the element" : fmt::format("'{}'", from.name());
    throw ArgumentError("no_such_column", known.empty()
                                              ? fmt::format("{} has no column '{}': it has none at all", owner, name)
                                              : fmt::format("{} has no column '{}'; it has {}", owner, name, known));
}

}  // namespace

std::vector<TableReference> TableNode::references() const { return {}; }

std::optional<std::uint32_t> FromNode::find_column(std::string_view name) const {
    const auto all = columns();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FromColumn& each) {
        return (each.key.empty() ? each.name : each.key) == name;
    });
    if (found == all.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - all.begin());
}

ColumnPtr FromNode::column(std::string_view name) const {
    const auto index = find_column(name);
    if (!index) throw_no_such_column(*this, name);
    return make_node<const ColumnNode>(FromPtr(this), *index);
}

TableNode::TableNode(QuotedName name, std::string schema)
    : FromNode(NodeKind::Table),
      name_(std::move(name.text)),
      quoting_(name.quoting),
      schema_(std::move(schema)),
      id_(next_table_id()) {}

TableNode::~TableNode() = default;

void TableNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), id_);
    if (rows_ && key.is_first(*this)) key.child(rows_.get());
}

NodePtr<const Node> TableNode::rebuilt(const Replacements&) const { return NodePtr<const Node>(this); }

void TableNode::set_rows(NodePtr<const StatementNode> rows) { rows_ = std::move(rows); }

std::uint32_t TableNode::add_from_column(FromColumn column) {
    columns_.push_back(std::move(column));
    return static_cast<std::uint32_t>(columns_.size() - 1);
}

void TableNode::set_from_column(std::uint32_t position, FromColumn column) {
    columns_[position] = std::move(column);
    renew_id();
}

void TableNode::renew_id() { id_ = next_table_id(); }

void AliasNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(name_);
    key.child(element.get());
}

NodePtr<const Node> AliasNode::rebuilt(const Replacements& replaced) const {
    return make_node<const AliasNode>(replaced(element), name_);
}

void SampleNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(name_);
    key.text(method);
    key.child(element.get());
    key.child(argument.get());
    key.child(repeatable.get());
}

NodePtr<const Node> SampleNode::rebuilt(const Replacements& replaced) const {
    return make_node<const SampleNode>(replaced(element), name_, method, replaced(argument), replaced(repeatable));
}

void JoinNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), static_cast<std::uint64_t>(kind_of_join));
    key.child(left.get());
    key.child(right.get());
    key.child(on.get());
}

NodePtr<const Node> JoinNode::rebuilt(const Replacements& replaced) const {
    return make_node<const JoinNode>(kind_of_join, replaced(left), replaced(right), replaced(on));
}

QueryFromNode::QueryFromNode(NodeKind kind, StatementPtr rows, std::string name)
    : FromNode(kind),
      query(without_load_options(std::move(rows))),
      name_(std::move(name)),
      columns_(returned_columns(*query)) {}

QueryFromNode::~QueryFromNode() = default;

void QueryFromNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(name_);
    key.child(query.get());
}

NodePtr<const Node> QueryFromNode::rebuilt(const Replacements& replaced) const {
    return make_node<const QueryFromNode>(kind(), replaced(query), name_);
}

void QueryFromNode::rename_columns(std::span<const std::string> names) {
    if (names.size() != columns_.size())
        throw ArgumentError("wrong_column_count", fmt::format("{} names are given for the {} columns of '{}'",
                                                              names.size(), columns_.size(), name_));
    for (std::size_t i = 0; i < names.size(); ++i) columns_[i].name = names[i];
}

CteNode::CteNode(StatementPtr rows, std::string name, CteShape how, NodePtr<const CteNode> base)
    : QueryFromNode(NodeKind::Cte, std::move(rows), std::move(name)), shape(std::move(how)), restated(std::move(base)) {
    if (!shape.columns.empty()) rename_columns(shape.columns);
    if (!shape.search.columns.empty()) add_column({shape.search.sequence, SqlType{}});
    if (shape.cycle.columns.empty()) return;
    add_column({shape.cycle.mark, Boolean{}});
    add_column({shape.cycle.path, SqlType{}});
}

std::span<const FromColumn> CteNode::own_columns() const {
    const std::size_t added = (shape.search.columns.empty() ? 0U : 1U) + (shape.cycle.columns.empty() ? 0U : 2U);
    return columns().first(columns().size() - added);
}

void CteNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), static_cast<std::uint64_t>(shape.materialization) << 2 | (shape.is_recursive ? 2 : 0) |
                         (shape.is_nesting ? 1 : 0));
    key.text(name());
    key.word(shape.columns.size());
    for (const std::string& column : shape.columns) key.text(column);
    key.word(shape.search.columns.size() << 1 | (shape.search.is_breadth_first ? 1U : 0U));
    for (const std::string& column : shape.search.columns) key.text(column);
    key.text(shape.search.sequence);
    key.word(shape.cycle.columns.size());
    for (const std::string& column : shape.cycle.columns) key.text(column);
    key.text(shape.cycle.mark);
    key.text(shape.cycle.path);
    key.child(restated.get());
    key.child(query.get());
}

NodePtr<const Node> CteNode::rebuilt(const Replacements& replaced) const {
    return make_node<const CteNode>(replaced(query), std::string(name()), shape, replaced(restated));
}

NodePtr<const Node> FunctionFromNode::rebuilt(const Replacements& replaced) const {
    return make_node<const FunctionFromNode>(replaced(function), name_, columns_, written, has_ordinality);
}

FunctionFromNode::FunctionFromNode(ExpressionPtr call, std::string name, std::vector<FromColumn> columns,
                                   Columns written_columns, bool with_ordinality)
    : FromNode(NodeKind::FunctionFrom),
      function(std::move(call)),
      written(written_columns),
      has_ordinality(with_ordinality),
      name_(std::move(name)),
      columns_(std::move(columns)) {}

FunctionFromNode::~FunctionFromNode() = default;

void FunctionFromNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), static_cast<std::uint64_t>(written) << 1 | (has_ordinality ? 1 : 0));
    key.text(name_);
    write_scalars(key, columns_);
    key.child(function.get());
}

std::span<const FromColumn> TableNode::columns() const { return columns_; }
std::span<const FromColumn> QueryFromNode::columns() const { return columns_; }
std::span<const FromColumn> FunctionFromNode::columns() const { return columns_; }

void QueryFromNode::add_column(FromColumn column) { columns_.push_back(std::move(column)); }

}  // namespace azoth::sql
