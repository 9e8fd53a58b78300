// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/loader_options.hpp"
#include "azoth/orm/row_shape.hpp"

namespace azoth::orm {

/// Which of the related objects are loaded, and where they come from.
struct LoadCriteria {
    std::vector<std::size_t> members;  ///< of a step of columns; empty: those of the group, or all
    std::string group;
    sql::ExpressionList where;
    sql::OrderList order_by;      ///< empty: that of the relationship
    std::int64_t limit = 0;       ///< for each owner; 0: all
    std::uint32_t levels = 1;     ///< how often the relationship is followed from object to object
    sql::FromPtr contained = {};  ///< where the user's query has them; null: in its only join to the class
};

/// One loader option, and those for the objects that it loads. The options of a whole query stand behind a root, which
/// names no relationship.
class LoadStep final : public sql::LoadOption {
public:
    LoadStep() = default;
    LoadStep(LoadStrategy strategy, ClassMap& (*its_map)(), std::size_t offset)
        : strategy_(strategy), map_(its_map), offset_(offset) {}
    /// For the relationships of a class that is known already.
    LoadStep(LoadStrategy strategy, const ClassMap& map, std::size_t offset)
        : strategy_(strategy), known_map_(&map), offset_(offset) {}

    LoadStrategy strategy() const { return strategy_; }
    /// The class that has the relationship, which may not be built yet: asked for when the query is run.
    const ClassMap& map() const;
    /// Null for all relationships of the class. Throws MappingError(`unmapped_relationship`).
    const Relationship* relationship() const;

    void add(NodePtr<const sql::LoadOption> next);
    /// A copy of a step, and those behind it, in place of an earlier one for the same relationship: what follows either
    /// follows the copy.
    void merge(const LoadStep& step);
    std::size_t size() const { return next_.size(); }
    const LoadStep& operator[](std::size_t position) const { return static_cast<const LoadStep&>(*next_[position]); }
    /// The step for a relationship: the last one that names it, else the last one for all of its class. Null when there
    /// is none.
    const LoadStep* find(const Relationship& relationship) const;

    /// It is about columns of its class, not about a relationship.
    bool is_of_columns() const { return strategy_ >= LoadStrategy::LoadOnly && !is_global(); }
    /// It is about all that a query reads: see CriteriaScope.
    bool is_global() const { return strategy_ >= LoadStrategy::Criteria; }
    ClassMap& (*map_function() const)() { return map_; }
    /// What is said of the columns of the objects that this step loads, in order.
    const std::vector<NodePtr<const LoadStep>>& column_steps() const { return column_steps_; }

    /// Adds steps for the relationships of a class, and of those that they lead to, that are mapped to be loaded with
    /// each query. `path`: the relationships on the way here, which are not followed again.
    void add_mapped(const ClassMap& map, std::vector<const Relationship*>& path);

    LoadCriteria criteria;

private:
    LoadStrategy strategy_ = LoadStrategy::Batch;
    ClassMap& (*map_)() = nullptr;
    const ClassMap* known_map_ = nullptr;  // instead of map_
    std::size_t offset_ = kAllRelationships;
    std::vector<NodePtr<const sql::LoadOption>> next_;
    std::vector<NodePtr<const LoadStep>> column_steps_;
};

/// The root of a statement's options, with those that the mappings of its classes add; null when there are none.
///
/// Throws ArgumentError(`option_without_entity`) for one that begins with a class that the statement does not return,
/// or goes on with one that its relationship does not lead to, and for options within a UNION; ArgumentError
/// (`option_without_effect`, `option_without_join`) for others that could do nothing.
NodePtr<const LoadStep> load_steps_of(const sql::StatementNode& statement, std::span<const RowField> fields);

/// One of the classes inherits from the other.
inline bool are_related(const ClassMap& one, const ClassMap& other) {
    return one.is_kind_of(other) || other.is_kind_of(one);
}

/// Relationships of its objects are loaded with each query. Precondition: they are resolved.
bool has_eager_relationship(const ClassMap& map);
/// What the mapping of a class says alone; null when that is nothing.
NodePtr<const LoadStep> mapped_steps(const ClassMap& map);
/// `step`, which may be null, for objects that are loaded lazily: with what the mapping of their class adds.
NodePtr<const LoadStep> with_mapped_steps(const LoadStep* step, const Relationship& relationship);

/// How a lazy load of the relationship of an object is done: Batch, OneByOne, Raise or NoLoad.
Loading loading_of(const ObjectHeader& owner, const Relationship& relationship);
/// The step of its query for the relationship of an object, or null.
const LoadStep* step_for(const ObjectHeader& owner, const Relationship& relationship);

}  // namespace azoth::orm
