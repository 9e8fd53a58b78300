// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "azoth/orm/mapper.hpp"
#include "azoth/orm/ref.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

/// `pending`, `persistent` and so on.
std::string_view to_string(ObjectState state);

/// What has become of a member since the last flush.
template <class M>
struct History {
    std::optional<M> old_value;  ///< that of the row; empty for an object without one
    M new_value;
    bool has_changed = false;
};

/// What has become of a relationship since the last flush.
template <class T>
struct RelationshipHistory {
    std::vector<Ref<T>> added;
    std::vector<Ref<T>> removed;  ///< as far as the session has them
    std::vector<Ref<T>> unchanged;

    bool has_changed() const { return !added.empty() || !removed.empty(); }
};

/// A column that the next flush writes.
struct ColumnChange {
    std::string column;
    Value old_value;  ///< NULL for a new object
    Value new_value;
};

/// A handle on an object of any class.
class AnyRef : public orm::RefBase {
public:
    AnyRef() = default;
    explicit AnyRef(void* object) : RefBase(object) {}

    /// Without its namespaces.
    std::string_view class_name() const;
    /// `Book 42`, `a new Book`.
    std::string describe() const;
    /// Empty when the object is of another class.
    template <class T>
    Ref<T> as() const {
        using E = std::remove_const_t<T>;
        return header() != nullptr && header()->map() == &orm::class_map<E>() ? Ref<T>(*static_cast<E*>(object_))
                                                                              : Ref<T>();
    }
};

}  // namespace azoth
