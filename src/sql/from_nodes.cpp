// SPDX-License-Identifier: MIT
#include "azoth/sql/from_nodes.hpp"

#include <algorithm>
#include <atomic>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/statement_nodes.hpp"
#include "sql/key_lists.hpp"
#include "sql/result_columns.hpp"

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

std::optional<std::uint32_t> FromNode::find_column(std::string_view name) const {
    const auto all = columns();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FromColumn& each) { return each.name == name; });
    if (found == all.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - all.begin());
}

ColumnPtr FromNode::column(std::string_view name) const {
    const auto index = find_column(name);
    if (!index) throw_no_such_column(*this, name);
    return make_node<const ColumnNode>(FromPtr(this), *index);
}

TableNode::TableNode(std::string name, std::string schema)
    : FromNode(NodeKind::Table), name_(std::move(name)), schema_(std::move(schema)), id_(next_table_id()) {}

void TableNode::write_key(CacheKeyWriter& key) const { key.head(kind(), id_); }

std::uint32_t TableNode::add_from_column(FromColumn column) {
    columns_.push_back(std::move(column));
    return static_cast<std::uint32_t>(columns_.size() - 1);
}

void AliasNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(name_);
    key.child(element.get());
}

QueryFromNode::QueryFromNode(NodeKind kind, StatementPtr rows, std::string name)
    : FromNode(kind), query(std::move(rows)), name_(std::move(name)), columns_(returned_columns(*query)) {}

QueryFromNode::~QueryFromNode() = default;

void QueryFromNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(name_);
    key.child(query.get());
}

void FunctionFromNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), static_cast<std::uint64_t>(written) << 1 | (has_ordinality ? 1 : 0));
    key.text(name_);
    write_scalars(key, columns_);
    key.child(function.get());
}

}  // namespace azoth::sql
