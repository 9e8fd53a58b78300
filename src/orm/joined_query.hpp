// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <unordered_set>
#include <vector>

#include "azoth/sql/select_node.hpp"
#include "orm/column_selection.hpp"
#include "orm/load_step.hpp"

namespace azoth::orm {

/// An entity that joinedload() has added to a query.
struct JoinedEntity {
    std::size_t parent = 0;  ///< whose relationship: a place among the entities of the row
    const Relationship* relationship = nullptr;
    const LoadStep* step = nullptr;
};

/// A query with the joins that its options ask for.
class JoinedQuery {
public:
    /// `fields`: what its rows are read into.
    JoinedQuery(const sql::SelectNode& select, const LoadStep& steps, std::span<const RowField> fields);

    /// The query itself when nothing is joined.
    const sql::SelectNode& select() const { return extended_ ? *extended_ : original_; }
    /// In the order of the items that follow those of the query.
    const std::vector<JoinedEntity>& entities() const { return entities_; }
    bool has_collections() const { return has_collections_; }
    /// Which columns of each entity of the row are selected, those of the query first; null: all of its class.
    std::span<const ColumnSelection* const> selections() const { return selections_; }

private:
    void join(std::size_t parent, const sql::Entity& entity, const sql::FromPtr& from, const LoadStep& steps);
    void join(std::size_t parent, const sql::FromPtr& from, const LoadStep& step);
    void take(std::size_t parent, const sql::FromPtr& from, const LoadStep& step);
    void add(std::size_t parent, const sql::FromPtr& from, const LoadStep& step);
    void select_columns(const LoadStep& steps);
    sql::SelectNode& extended();

    const sql::SelectNode& original_;
    NodePtr<sql::SelectNode> extended_;  // null: nothing is joined
    std::vector<JoinedEntity> entities_;
    std::size_t entity_count_ = 0;
    std::vector<const ColumnSelection*> selections_;
    std::vector<bool> is_read_only_;  // of the entities of the original
    bool takes_joins_;
    bool takes_collections_;  // rows may be multiplied, because they are brought together again
    bool has_collections_ = false;
};

/// Puts the objects of joined rows into the relationships of others.
class JoinedRelations {
public:
    /// `child` is null where the join found nothing.
    void put(ObjectHeader& parent, const JoinedEntity& joined, ObjectHeader* child);
    /// No more rows come.
    void finish();

private:
    struct Pair {
        Relation* relation;
        ObjectHeader* child;
        friend bool operator==(const Pair&, const Pair&) = default;
    };
    struct PairHash {
        std::size_t operator()(const Pair& pair) const;
    };

    std::unordered_set<Relation*> collections_;  // that these rows fill
    std::unordered_set<Pair, PairHash> pairs_;
};

}  // namespace azoth::orm
