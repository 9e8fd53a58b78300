// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "azoth/orm/mapper.hpp"
#include "azoth/types/aggregate_members.hpp"

namespace azoth {

namespace detail {

/// Stands in the braces of an aggregate for its first base, and for nothing else.
template <class C>
struct AnyBaseOf {
    template <class B>
    requires(std::is_base_of_v<B, C> && !std::is_same_v<B, C>) operator B()
        const;  // NOLINT(google-explicit-constructor)
};

template <class C>
inline constexpr bool kHasBase = requires {
    C{AnyBaseOf<C>{}};
};

/// Calls `visit(name, offset, type)` for each member, with a null pointer of the member's type.
template <class C, class Visit>
void for_each_member(Visit visit) {
    static_assert(kIsPlainStruct<C>,
                  "azoth: members are found without being named in a plain struct only: no private members, no "
                  "constructors, no virtual functions; name them: m.columns<&Class::member, ...>()");
    static_assert(!kHasBase<C>,
                  "azoth: members are not found without being named in a struct with a base; name them, those of the "
                  "base too: m.columns<&Class::member, ...>()");
    if constexpr (kIsPlainStruct<C> && !kHasBase<C>) {
        const C probe{};
        const auto members = pointers_to_members(probe);
        const auto offset = [&](const void* member) {
            return static_cast<std::size_t>(static_cast<const char*>(member) - reinterpret_cast<const char*>(&probe));
        };
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (visit(name_of_member<C, I>(), offset(std::get<I>(members)), std::get<I>(members)), ...);
        }
        (std::make_index_sequence<std::tuple_size_v<decltype(members)>>{});
    }
}

}  // namespace detail

template <class T>
template <auto... Members>
void Mapper<T>::auto_columns_except() {
    detail::for_each_member<T>([&]<class M>(std::string_view name, std::size_t place, const M*) {
        if (((place == offset(Members)) || ...)) return;
        if constexpr (SqlValue<WithoutOptional<M>>)
            orm::add_column(*draft_, name, place, cpp_type<M>());
        else if constexpr (!detail::RelationshipTraits<M>::value)
            orm::add_skipped(*draft_, name, place);
    });
}

}  // namespace azoth
