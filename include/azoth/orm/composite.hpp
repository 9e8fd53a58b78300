// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/orm/auto_columns.hpp"
#include "azoth/orm/mapper.hpp"

namespace azoth {

namespace orm {

/// The column of a member of a std::optional<T>: its operations take the address of the optional.
template <class T, auto Member, class M>
class OptionalPart {
public:
    using Whole = std::optional<T>;

    /// `Resets`: a NULL in the first column of a row empties the optional before the other columns are read.
    template <bool Resets>
    static const CppType& type() {
        static const CppType type{
            .name = cpp_type<M>().name,
            .size = sizeof(Whole),
            .is_nullable = true,
            .direct = DirectRead::None,
            .sql_type = cpp_type<M>().sql_type,
            .view = &view,
            .read = &read<Resets>,
            .equal = &equal,
            .copy_construct = [](void* target, const void* source) { ::new (target) Whole(at(source)); },
            .assign = [](void* target, const void* source) { at(target) = at(source); },
            .destroy = [](void* object) { at(object).~Whole(); },
        };
        return type;
    }

private:
    static Whole& at(void* object) { return *static_cast<Whole*>(object); }
    static const Whole& at(const void* object) { return *static_cast<const Whole*>(object); }

    static ValueView view(const void* object, Scratch& scratch) {
        return at(object) ? cpp_type<M>().view(&((*at(object)).*Member), scratch) : ValueView{};
    }
    template <bool Resets>
    static void read(const ValueView& value, void* object) {
        Whole& whole = at(object);
        if (Resets) whole.reset();
        if (!value.is_null()) {
            if (!whole) whole.emplace(T{});
            cpp_type<M>().read(value, &((*whole).*Member));
        } else if (whole) {
            (*whole).*Member = T{}.*Member;
        }
    }
    static bool equal(const void* left, const void* right) {
        if (at(left).has_value() != at(right).has_value()) return false;
        return !at(left) || cpp_type<M>().equal(&((*at(left)).*Member), &((*at(right)).*Member));
    }
};

/// `==`, column by column. `value` may be null: all are NULL.
ExpressionPtr equals_composite(ClassMap& map, std::size_t offset, const void* value);
/// `=`, in an UPDATE or INSERT.
std::vector<Assignment> assign_composite(ClassMap& map, std::size_t offset, const void* value);

}  // namespace orm

/// The columns of a composite, within mapping(). T: the struct; IsOptional: the member is a std::optional of it.
template <class C, class T, bool IsOptional>
class CompositeMapping {
public:
    CompositeMapping(orm::ClassDraft& draft, orm::Composite& composite, std::size_t offset, std::string prefix)
        : draft_(&draft), composite_(&composite), offset_(offset), prefix_(std::move(prefix)) {}

    /// Maps members of the struct to columns of the same names behind the prefix.
    template <auto... Members>
    CompositeMapping& columns() {
        (add<Members>(), ...);
        return *this;
    }
    /// One of the columns, to say more of it.
    template <class B, class M>
    ColumnMapping column(M B::*member) {
        return ColumnMapping(orm::column_at(*draft_, offset_ + sql::member_offset(static_cast<M T::*>(member)),
                                            orm::class_name_in(detail::type_name<C>())));
    }

private:
    template <auto Member>
    void add() {
        constexpr auto kMember = own(Member);
        using M = std::remove_cvref_t<decltype(std::declval<T&>().*kMember)>;
        static_assert(SqlValue<WithoutOptional<M>>, "azoth: this member of a composite has a type that no column has");
        orm::DraftedPart part{detail::member_name<Member>(), sql::member_offset(kMember), &cpp_type<M>()};
        if constexpr (IsOptional) {
            using Part = orm::OptionalPart<T, kMember, M>;
            part.optional_type = &Part::template type<false>();
            part.first_optional_type = &Part::template type<true>();
        }
        orm::add_part(*draft_, *composite_, prefix_, part);
    }
    template <class B, class M>
    static constexpr M T::*own(M B::*member) {
        static_assert(std::is_base_of_v<B, T>, "azoth: this member belongs to another class than the composite");
        return member;
    }

    orm::ClassDraft* draft_;
    orm::Composite* composite_;
    std::size_t offset_;
    std::string prefix_;
};

template <class T>
template <auto Member>
auto Mapper<T>::composite(std::string prefix) {
    using M = std::remove_cvref_t<decltype(std::declval<T&>().*Member)>;
    using Whole = WithoutOptional<M>;
    static_assert(std::is_class_v<Whole> && !detail::RelationshipTraits<M>::value,
                  "azoth: a composite is a member that is a struct, or a std::optional of one");
    if constexpr (std::is_class_v<Whole>) {
        orm::Composite& composite = orm::add_composite(*draft_, detail::member_name<Member>(), offset(Member));
        return CompositeMapping<T, Whole, kIsOptional<M>>(*draft_, composite, offset(Member), std::move(prefix));
    }
}

namespace detail {

template <class Whole, class M>
using PartValue = std::conditional_t<kIsOptional<Whole>, std::optional<WithoutOptional<M>>, M>;

template <class Whole, class B, class M>
std::size_t part_offset(M B::*member) {
    using T = WithoutOptional<Whole>;
    static_assert(std::is_base_of_v<B, T>, "azoth: this member belongs to another class than the composite");
    if constexpr (std::is_base_of_v<B, T>)
        return sql::member_offset(static_cast<M T::*>(member));
    else
        return 0;
}

}  // namespace detail

template <class T>
template <class C, class Whole, class B, class M>
auto Mapper<T>::c(Whole C::*composite, M B::*member) {
    return ColumnExpr<detail::PartValue<Whole, M>>(
        orm::column_expression(*draft_, offset(composite) + detail::part_offset<Whole>(member), class_name()));
}

/// A column of a composite: `c(&Customer::address, &Address::city) == "Rome"`. It may be NULL when the composite is a
/// std::optional.
template <class C, class Whole, class B, class M>
ColumnExpr<detail::PartValue<Whole, M>> c(Whole C::*composite, M B::*member) {
    return ColumnExpr<detail::PartValue<Whole, M>>(sql::entity_of<C>().column_at(
        sql::member_offset(composite) + detail::part_offset<Whole>(member), cpp_type<M>()));
}

/// All columns of a composite together: `c(&Customer::address) == Address{"Via Appia", "Rome"}`, and in an UPDATE
/// `set(c(&Customer::address) = Address{"Via Appia", "Rome"})`, to which further calls of set() add other columns.
template <class Whole>
class CompositeExpr {
public:
    CompositeExpr(orm::ClassMap& map, std::size_t offset) : map_(&map), offset_(offset) {}

    friend Expr<bool> operator==(const CompositeExpr& columns, const Whole& value) { return columns.equals(&value); }
    friend Expr<bool> operator!=(const CompositeExpr& columns, const Whole& value) { return !columns.equals(&value); }
    // NOLINTNEXTLINE(misc-unconventional-assign-operator): it makes the assignments of an UPDATE
    std::vector<Assignment> operator=(const Whole& value) const {
        return orm::assign_composite(*map_, offset_, &value);
    }
    /// All columns are NULL: of a std::optional.
    Expr<bool> is_null() const { return equals(nullptr); }
    Expr<bool> is_not_null() const { return !equals(nullptr); }

private:
    Expr<bool> equals(const void* value) const { return Expr<bool>(orm::equals_composite(*map_, offset_, value)); }

    orm::ClassMap* map_;
    std::size_t offset_;
};

/// Throws MappingError(`unmapped_member`) when mapping() did not map the member by composite().
template <class C, class M>
requires(std::is_aggregate_v<WithoutOptional<M>> && !SqlValue<WithoutOptional<M>>) CompositeExpr<M> c(M C::*member) {
    return {orm::class_map<C>(), sql::member_offset(member)};
}

}  // namespace azoth
