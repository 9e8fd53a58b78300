// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "azoth/sql/entity.hpp"

namespace azoth::test {

/// An entity that loads the given columns; its join leads to `target` and tells in `asked_from` what it starts from.
class FakeEntity final : public sql::Entity {
public:
    FakeEntity(sql::TablePtr table, std::vector<std::uint32_t> loaded)
        : table_(std::move(table)), loaded_(std::move(loaded)) {}

    const sql::TablePtr& table() const override { return table_; }
    std::span<const std::uint32_t> loaded_columns() const override { return loaded_; }
    const sql::ColumnPtr& column_at(std::size_t, const CppType&) const override { return column_; }
    sql::RelationshipJoin join_at(std::size_t, const sql::FromPtr& left, const sql::FromPtr&) const override {
        asked_from = left;
        return {target, nullptr};
    }

    sql::FromPtr target;
    mutable sql::FromPtr asked_from;

private:
    sql::TablePtr table_;
    std::vector<std::uint32_t> loaded_;
    sql::ColumnPtr column_;
};

}  // namespace azoth::test
