// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/orm/mapper.hpp"

namespace azoth {

namespace orm {

/// A condition that counts wherever a class is selected from.
struct GlobalCriterion {
    ClassMap& (*map)() = nullptr;
    ExpressionPtr condition;
};

}  // namespace orm

/// Conditions on classes that every statement of a session gets: for tenants, or rows that are only marked as deleted.
///
///     SessionFactory sessions(engine, {.criteria = loader_criteria<Post>(c(&Post::deleted_at) == nullptr)});
///
/// They hold for queries, subqueries and aliases, joins (in ON), get(), lazy and eager loads, UPDATE and DELETE by
/// conditions; not for objects that the session has already, refresh(), what a flush writes, and text(), nor within
/// the query that a class is mapped to (`unreached_criteria`, unless that class has criteria as well). In a hierarchy
/// they hold for the rows of the class and of those that inherit from it, also where a query asks for its base, and may
/// name columns of the base's table alone (`several_tables`).
class LoaderCriteria {
public:
    template <class C, class... Conditions>
    LoaderCriteria& add(const Conditions&... conditions) {
        (list_.push_back({&orm::class_map<C>, Condition(conditions).node()}), ...);
        return *this;
    }
    bool empty() const { return list_.empty(); }
    std::vector<orm::GlobalCriterion>& list() { return list_; }
    const std::vector<orm::GlobalCriterion>& list() const { return list_; }

private:
    std::vector<orm::GlobalCriterion> list_;
};

template <class C, class... Conditions>
LoaderCriteria loader_criteria(const Conditions&... conditions) {
    return LoaderCriteria().add<C>(conditions...);
}

}  // namespace azoth
