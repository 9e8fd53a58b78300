// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/loader_options.hpp"

namespace azoth::orm {

/// One loader option, and those for the objects that it loads. The options of a whole query stand behind a root, which
/// names no relationship.
class LoadStep final : public sql::LoadOption {
public:
    LoadStep() = default;
    LoadStep(LoadStrategy strategy, ClassMap& (*its_map)(), std::size_t offset)
        : strategy_(strategy), map_(its_map), offset_(offset) {}

    LoadStrategy strategy() const { return strategy_; }
    /// The class that has the relationship, which may not be built yet: asked for when the query is run.
    const ClassMap& map() const;
    /// Null for all relationships of the class. Throws MappingError(`unmapped_relationship`).
    const Relationship* relationship() const;

    void add(NodePtr<const sql::LoadOption> next) { next_.push_back(std::move(next)); }
    /// A copy of a step, and those behind it, in place of an earlier one for the same relationship: what follows either
    /// follows the copy.
    void merge(const LoadStep& step);
    std::size_t size() const { return next_.size(); }
    const LoadStep& operator[](std::size_t position) const { return static_cast<const LoadStep&>(*next_[position]); }
    /// The step for a relationship: the last one that names it, else the last one for all of its class. Null when there
    /// is none.
    const LoadStep* find(const Relationship& relationship) const;

private:
    LoadStrategy strategy_ = LoadStrategy::Batch;
    ClassMap& (*map_)() = nullptr;
    std::size_t offset_ = kAllRelationships;
    std::vector<NodePtr<const sql::LoadOption>> next_;
};

/// The root of a statement's options; null when it has none.
///
/// Throws ArgumentError(`option_without_entity`) for one that begins with a class that the statement does not return,
/// or goes on with one that its relationship does not lead to, and for options within a UNION.
NodePtr<const LoadStep> load_steps_of(const sql::StatementNode& statement);

/// How a lazy load of the relationship of an object is done.
Loading loading_of(const ObjectHeader& owner, const Relationship& relationship);
/// The step of its query for the relationship of an object, or null.
const LoadStep* step_for(const ObjectHeader& owner, const Relationship& relationship);

}  // namespace azoth::orm
