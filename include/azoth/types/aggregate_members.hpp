// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "azoth/types/member_name.hpp"

namespace azoth::detail {

/// A plain struct: its members can be found without being named.
template <class C>
inline constexpr bool kIsPlainStruct = std::is_aggregate_v<C> && !std::is_empty_v<C> && !std::is_array_v<C>;

/// Stands for a member of any type in the braces of an aggregate.
struct AnyMember {
    template <class T>
    operator T() const;  // NOLINT(google-explicit-constructor)
};

template <class C, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
    return requires { C{((void)I, AnyMember{})...}; };
}

template <class C, std::size_t N = 0>
constexpr std::size_t member_count() {
    if constexpr (takes<C>(std::make_index_sequence<N + 1>{}))
        return member_count<C, N + 1>();
    else
        return N;
}

/// Pointers to all members, in order.
template <class C>
constexpr auto pointers_to_members(C& object) {
    constexpr std::size_t kCount = member_count<std::remove_const_t<C>>();
    static_assert(kCount > 0 && kCount <= 24,
                  "azoth: up to 24 members are found without being named; name them: into<&Class::member, ...>(), or "
                  "m.columns<&Class::member, ...>() in mapping()");
    if constexpr (kCount == 1) {
        auto& [m1] = object;
        return std::make_tuple(&m1);
    } else if constexpr (kCount == 2) {
        auto& [m1, m2] = object;
        return std::make_tuple(&m1, &m2);
    } else if constexpr (kCount == 3) {
        auto& [m1, m2, m3] = object;
        return std::make_tuple(&m1, &m2, &m3);
    } else if constexpr (kCount == 4) {
        auto& [m1, m2, m3, m4] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4);
    } else if constexpr (kCount == 5) {
        auto& [m1, m2, m3, m4, m5] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5);
    } else if constexpr (kCount == 6) {
        auto& [m1, m2, m3, m4, m5, m6] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6);
    } else if constexpr (kCount == 7) {
        auto& [m1, m2, m3, m4, m5, m6, m7] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7);
    } else if constexpr (kCount == 8) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8);
    } else if constexpr (kCount == 9) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9);
    } else if constexpr (kCount == 10) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10);
    } else if constexpr (kCount == 11) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11);
    } else if constexpr (kCount == 12) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12);
    } else if constexpr (kCount == 13) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13);
    } else if constexpr (kCount == 14) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14);
    } else if constexpr (kCount == 15) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15);
    } else if constexpr (kCount == 16) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16);
    } else if constexpr (kCount == 17) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17);
    } else if constexpr (kCount == 18) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17, &m18);
    } else if constexpr (kCount == 19) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17, &m18, &m19);
    } else if constexpr (kCount == 20) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17, &m18, &m19, &m20);
    } else if constexpr (kCount == 21) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17, &m18, &m19, &m20, &m21);
    } else if constexpr (kCount == 22) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22] =
            object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17, &m18, &m19, &m20, &m21, &m22);
    } else if constexpr (kCount == 23) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22,
               m23] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17, &m18, &m19, &m20, &m21, &m22, &m23);
    } else if constexpr (kCount == 24) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24] = object;
        return std::make_tuple(&m1, &m2, &m3, &m4, &m5, &m6, &m7, &m8, &m9, &m10, &m11, &m12, &m13, &m14, &m15, &m16,
                               &m17, &m18, &m19, &m20, &m21, &m22, &m23, &m24);
    }
}

template <class C>
struct Nowhere {
    C object;
};
/// Never defined: only its members' addresses are named.
template <class C>
extern const Nowhere<C> kNowhere;

template <class C, std::size_t I>
std::string_view name_of_member() {
    return member_name<std::get<I>(pointers_to_members(kNowhere<C>.object))>();
}

}  // namespace azoth::detail
