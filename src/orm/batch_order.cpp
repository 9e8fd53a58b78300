// SPDX-License-Identifier: MIT
// Unit of work: the order of the classes of a flush.
#include <algorithm>
#include <string>
#include <unordered_map>

#include "orm/inheritance.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

/// That rows of one class refer to those of another.
struct Dependency {
    std::size_t target;
    bool is_needed;  ///< the row cannot be inserted without it
};

bool can_be_null(const ClassMap& map, const ForeignKeyConstraint& key) {
    return std::any_of(key.columns().begin(), key.columns().end(), [&](const std::string& column) {
        const Column* const definition = map.definition().find_definition(column);
        return definition != nullptr && definition->is_nullable();
    });
}

bool can_be_null(const ClassMap& map, const std::vector<std::uint32_t>& columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](std::uint32_t column) { return map.columns()[column].type->is_nullable; });
}

/// Those of objects of one table: they differ where there is a hierarchy.
std::vector<const ClassMap*> classes_of(const std::vector<ObjectHeader*>& inserts,
                                        const std::vector<ObjectHeader*>& deletes) {
    std::vector<const ClassMap*> classes;
    for (const auto* const objects : {&inserts, &deletes}) {
        for (const ObjectHeader* const object : *objects) {
            if (std::find(classes.begin(), classes.end(), object->map()) == classes.end())
                classes.push_back(object->map());
            if (object->map()->inheritance() == nullptr) break;
        }
    }
    return classes;
}

/// The table of a class that some of its columns are in.
const TableDefinition* table_of(const ClassMap& map, const std::vector<std::uint32_t>& columns) {
    const Inheritance* const inheritance = map.inheritance();
    if (inheritance == nullptr) return &map.definition();
    return &inheritance->tables[inheritance->table_of_column[columns.front()]]->definition();
}

/// Each class after those that its rows refer to.
class ClassOrder {
public:
    using Dependencies = std::vector<std::vector<Dependency>>;

    explicit ClassOrder(const Dependencies& dependencies)
        : dependencies_(dependencies), state_(dependencies.size(), State::New) {
        for (std::size_t i = 0; i < dependencies_.size(); ++i) visit(i);
        if (is_cyclic_) choose_by_need();
    }
    const std::vector<std::size_t>& result() const { return order_; }

private:
    enum class State { New, Open, Done };

    // Depth first over the few classes of a flush.
    void visit(std::size_t i) {
        is_cyclic_ = is_cyclic_ || state_[i] == State::Open;
        if (state_[i] != State::New) return;
        state_[i] = State::Open;
        for (const Dependency& dependency : dependencies_[i])
            if (dependency.target != i) visit(dependency.target);
        state_[i] = State::Done;
        order_.push_back(i);
    }

    /// In a cycle those come first that can be inserted without the others.
    void choose_by_need() {
        order_.clear();
        std::vector<bool> is_placed(dependencies_.size(), false);
        const auto is_free = [&](std::size_t i, bool only_needed) {
            return !is_placed[i] &&
                   std::all_of(dependencies_[i].begin(), dependencies_[i].end(), [&](const Dependency& dependency) {
                       return dependency.target == i || is_placed[dependency.target] ||
                              (only_needed && !dependency.is_needed);
                   });
        };
        while (order_.size() < dependencies_.size()) {
            std::size_t next = dependencies_.size();
            for (const bool only_needed : {false, true})
                for (std::size_t i = 0; next == dependencies_.size() && i < dependencies_.size(); ++i)
                    if (is_free(i, only_needed)) next = i;
            if (next == dependencies_.size())
                next =
                    static_cast<std::size_t>(std::find(is_placed.begin(), is_placed.end(), false) - is_placed.begin());
            is_placed[next] = true;
            order_.push_back(next);
        }
    }

    const Dependencies& dependencies_;
    std::vector<State> state_;
    std::vector<std::size_t> order_;
    bool is_cyclic_ = false;
};

}  // namespace

void UnitOfWork::sort_batches() {
    if (batches_.size() < 2) return;
    std::unordered_map<std::string, std::size_t> by_table;
    for (std::size_t i = 0; i < batches_.size(); ++i) by_table.emplace(batches_[i].map->definition().full_name(), i);
    ClassOrder::Dependencies dependencies(batches_.size());
    for (std::size_t i = 0; i < batches_.size(); ++i) {
        const ClassMap& map = *batches_[i].map;
        const auto add = [&](const std::string& table, bool is_needed) {
            const auto target = by_table.find(table);
            if (target != by_table.end()) dependencies[i].push_back({target->second, is_needed});
        };
        for (const ForeignKeyConstraint& key : map.definition().foreign_keys())
            add(key.target_table(), !can_be_null(map, key));
        for (const ClassMap* const its_class : classes_of(batches_[i].inserts, batches_[i].deletes))
            for (const Relationship* const relationship : its_class->relationships())
                if (!relationship->references.empty() && relationship->kind == Relationship::Kind::ToParent &&
                    table_of(*its_class, relationship->local_columns) == &map.definition())
                    add(table_of(*relationship->target, relationship->remote_columns)->full_name(),
                        !can_be_null(*its_class, relationship->local_columns));
    }
    std::vector<Batch> sorted;
    const ClassOrder order(dependencies);
    for (const std::size_t i : order.result()) sorted.push_back(std::move(batches_[i]));
    batches_ = std::move(sorted);
}

}  // namespace azoth::orm
