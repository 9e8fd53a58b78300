// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/engine/result.hpp"
#include "azoth/orm/column_mapping.hpp"
#include "azoth/orm/many.hpp"
#include "azoth/orm/mapped_class.hpp"
#include "azoth/orm/mapping_draft.hpp"
#include "azoth/orm/one.hpp"
#include "azoth/sql/select.hpp"

namespace azoth {

/// A foreign key of several columns, within mapping().
class ForeignKeyMapping {
public:
    ForeignKeyMapping(ForeignKeyConstraint& key, std::vector<orm::MemberReference>& targets)
        : key_(&key), targets_(&targets) {}

    /// As many members of one class, usually its key.
    template <class... C, class... M>
    ForeignKeyConstraint& references(M C::*... members);

private:
    ForeignKeyConstraint* key_;
    std::vector<orm::MemberReference>* targets_;
};

/// The columns of a link table that lead to one of its two classes: `"post_id"`, or `{"shop", "number"}`. Empty: named
/// after that class and its key.
class LinkColumns {
public:
    LinkColumns() = default;
    LinkColumns(const char* column);
    LinkColumns(std::string column);
    LinkColumns(std::initializer_list<std::string> columns);

    const std::vector<std::string>& names() const { return names_; }

private:
    std::vector<std::string> names_;
};

/// The mapping of a relationship, within mapping().
class RelationshipMapping {
public:
    explicit RelationshipMapping(orm::Relationship& relationship) : relationship_(&relationship) {}

    /// `cascade(Cascade::All | Cascade::DeleteOrphan)`. Default: SaveUpdate and Merge.
    RelationshipMapping& cascade(Cascade cascade);
    /// Default: Loading::Batch.
    RelationshipMapping& loading(Loading loading);
    /// Which foreign key joins the two classes, where there are several: `foreign_key(&Book::editor_id)`.
    template <class C, class... M>
    RelationshipMapping& foreign_key(M C::*... members);
    /// Joins by columns that are no foreign key of the table, and writes them as if they were one:
    /// `foreign_key(&Book::author_name).references(&Author::name)`.
    template <class C, class... M>
    RelationshipMapping& references(M C::*... members);
    /// The order in which a Many is loaded: `order_by(descending(&Book::pages), &Book::title)`. Default: none.
    template <class... Members>
    RelationshipMapping& order_by(Members... members);
    /// Only some of the other rows: `where([] { return c(&Book::pages) > 300; })`. Such a relationship is view-only.
    ///
    /// The function is called when the relationship is first used, and captures nothing. Throws
    /// MappingError(`criteria_of_other_class`) when it speaks of other columns than those of the other class.
    template <class Criteria>
    RelationshipMapping& where(Criteria) {
        static_assert(std::is_empty_v<Criteria>, "azoth: the function given to where() must capture nothing");
        orm::set_criteria(*relationship_, [] { return Condition(Criteria{}()).node(); });
        return view_only();
    }
    /// Shown, never written: no other relationship is kept in step with it, and changing it throws
    /// ArgumentError(`view_only`).
    RelationshipMapping& view_only();
    /// Leaves the rows that refer to a deleted one to the database's ON DELETE: those that are not in memory are not
    /// loaded for it.
    RelationshipMapping& passive_deletes();

    /// Many-to-many through a link table: `secondary("post_tags", "post_id", "tag_id")`, its columns that lead to this
    /// class and those that lead to the other one.
    ///
    /// The Registry makes the table: the columns, of the types of the two keys, are its primary key, and both foreign
    /// keys have ON DELETE CASCADE. Left out, the table's name is made of those of the two tables in alphabetical order
    /// (`posts_tags`), columns are named after class and key (`post_id`). A relationship of the other class by the same
    /// table is the other side of this one; of two, only one need name the columns.
    RelationshipMapping& secondary(std::string table = {}, const LinkColumns& local = {},
                                   const LinkColumns& remote = {});
    /// Through a table of your own, whose foreign keys decide. Its columns choose where several lead to one class.
    RelationshipMapping& secondary(const Table& table, const LinkColumns& local = {}, const LinkColumns& remote = {});
    /// Through the table of a mapped class, whose foreign keys decide: `secondary<Membership>()`. Writing a link gives
    /// values to the columns of the two keys alone; mark the relationship as view_only() where the class has others
    /// that need one, or where its objects are used beside it.
    template <class Link>
    RelationshipMapping& secondary(const LinkColumns& local = {}, const LinkColumns& remote = {}) {
        return secondary_class(&orm::class_map<Link>, local, remote);
    }

private:
    RelationshipMapping& secondary_class(orm::ClassMap& (*link)(), const LinkColumns& local, const LinkColumns& remote);

    orm::Relationship* relationship_;
};

class ColumnPropertyMapping;

namespace orm {

[[noreturn]] void throw_unmapped();
/// A class's name without its namespaces.
std::string_view class_name_in(std::string_view type_name);
/// The columns of a class as a plain result is read into it.
std::vector<NamedField> fields_of(ClassMap& map);

}  // namespace orm

/// What a class's mapping() fills in:
///
///     void mapping(Mapper<Book>& m) {
///         m.table("books");
///         m.columns<&Book::id, &Book::title, &Book::author_id>();
///         m.primary_key(&Book::id);
///         m.column(&Book::author_id).references(&Author::id);
///         m.relationship<&Book::author>();
///     }
///
/// It is found by argument-dependent lookup and called once per process.
template <class T>
class Mapper {
public:
    explicit Mapper(orm::ClassDraft& draft) : draft_(&draft) {}

    /// The table's name; `schema.table` for one in a schema.
    void table(std::string name) { orm::set_table(*draft_, std::move(name)); }
    /// A table that is there already, made at run time or reflected: columns() finds its columns by name, and what
    /// mapping() says of a column beside that does not count. The key is that of the table, unless primary_key() names
    /// another one.
    void table(const Table& existing) { orm::set_table(*draft_, existing); }
    /// A view: create_all() leaves it alone, and a flush refuses to write to it.
    void view(std::string name) { orm::set_view(*draft_, std::move(name)); }
    /// A query, whose columns are found by name: `m.table(select(...).subquery("totals"))`. The class is read-only, and
    /// needs a primary_key(). See docs/orm/mapping.md.
    void table(const FromHandle& rows) { orm::take_rows(*draft_, rows, class_name()); }
    /// One that was made of a query: `View totals("totals", select(...))`. Its columns are found by name.
    void view(const View& existing) { orm::take_view(*draft_, existing); }

    /// Maps members to columns of the same names. A column is NOT NULL unless its member is a std::optional.
    template <auto... Members>
    void columns() {
        orm::add_columns(*draft_, {drafted<Members>()...});
    }

    /// Maps one member to a column of another name: `m.column<&Account::id_>("id")`.
    template <auto Member>
    ColumnMapping column(std::string name) {
        columns<Member>();
        return column(Member).name(std::move(name));
    }
    /// Maps all members of a plain struct to columns of the same names, but for Many and One, and those that are left
    /// out: `m.auto_columns_except<&Book::cache>()`. It has up to 24 members and no base.
    void auto_columns() { auto_columns_except<>(); }
    template <auto... Members>
    void auto_columns_except();
    /// A struct member over several columns: `m.composite<&Customer::address>().columns<&Address::city>()` maps its
    /// city to `address_city`. A std::optional of one is empty when all of its columns are NULL.
    template <auto Member>
    auto composite() {
        return composite<Member>(std::string(detail::member_name<Member>()) + "_");
    }
    /// With other names: `m.composite<&Customer::address>("home_")`.
    template <auto Member>
    auto composite(std::string prefix);
    /// A member that an expression computes, which is read with the object and never written:
    ///
    ///     m.column_property<&Author::book_count>([] {
    ///         return select(func::count(&Book::id)).where(c(&Book::author_id) == c(&Author::id)).scalar_subquery();
    ///     });
    ///
    /// See docs/orm/mapping.md.
    template <auto Member, class Formula>
    ColumnPropertyMapping column_property(Formula formula);
    /// A member to which a query gives an expression by with_expression(), and which no other reads.
    template <auto Member>
    void query_expression();
    /// Makes empty objects of a class without a default constructor that all may use, before a row is read into them:
    /// `m.factory<[] { return Account(""); }>()`.
    template <auto Make>
    void factory() {
        orm::set_constructor(*draft_, [](void* place) { ::new (place) T(Make()); });
    }

    /// The key. Throws MappingError(`unmapped_member`).
    template <class... C, class... M>
    PrimaryKeyConstraint& primary_key(M C::*... members) {
        return orm::add_key(*draft_, {offset(members)...}, class_name());
    }

    /// The column that tells the classes of a hierarchy apart: a text, a whole number or an enum. A flush sets it,
    /// whatever the member holds. Without a value for the class itself, the class is abstract: only its subclasses have
    /// objects.
    template <class C, class M>
    void polymorphic_on(M C::*member) {
        orm::set_discriminator(*draft_, offset(member));
    }
    template <class C, class M, class I>
    void polymorphic_on(M C::*member, const I& identity) {
        orm::set_discriminator(*draft_, offset(member));
        orm::set_identity(*draft_, Value(identity));
    }
    /// The class has the columns, key, relationships and rules of a mapped base, and rows that hold `identity` in the
    /// base's polymorphic_on() column. Its own columns are in the base's table, or in a table of its own when table()
    /// names one. Without an identity the class is abstract.
    template <class Base, class... I>
    void inherits(const I&... identity) {
        static_assert(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>,
                      "azoth: a class inherits<Base>() from a class that it derives from in C++");
        static_assert(sizeof...(I) <= 1, "azoth: a class has one identity");
        orm::set_base(*draft_, &orm::class_map<Base>, orm::base_offset<T, Base>());
        (orm::set_identity(*draft_, Value(identity)), ...);
    }
    /// A class without a table: its queries read the rows of these subclasses from their own tables, by one UNION ALL,
    /// each row as an object of its class (concrete-table inheritance). Its columns are what all of them have. `name`
    /// stands in SQL; by default it is the class's. See docs/orm/inheritance.md.
    template <class... Subclasses>
    void polymorphic_union(std::string name = {}) {
        static_assert(sizeof...(Subclasses) > 0 && (std::is_base_of_v<T, Subclasses> && ...),
                      "azoth: name the subclasses of this class: m.polymorphic_union<Lorry, Van>()");
        orm::unite(*draft_, {{&orm::class_map<Subclasses>, orm::base_offset<Subclasses, T>()}...},
                   name.empty() ? std::string(class_name()) : std::move(name));
    }
    /// How queries read what subclasses keep in tables of their own. Default: Polymorphic::Joined.
    void polymorphic_load(Polymorphic loading) { orm::set_polymorphic_load(*draft_, loading); }

    template <class C, class M>
    ColumnMapping column(M C::*member) {
        return ColumnMapping(orm::column_at(*draft_, offset(member), class_name()));
    }

    /// The version of a row: each UPDATE and DELETE of a flush names the version that the object was read with, and
    /// is a StaleDataError(`stale_row`) when somebody else has changed the row since. A whole number counts from 1, a
    /// point in time is that of the flush.
    template <class C, class M>
    VersionMapping<M> version_id(M C::*member) {
        return VersionMapping<M>(orm::set_version(
            *draft_, {offset(member), orm::version_function<M>(), &orm::call_version_function<M>}, class_name()));
    }

    /// Joins the class of a Many or One by the only foreign key between the two tables.
    template <auto Member>
    RelationshipMapping relationship() {
        return add_relationship(Member, detail::member_name<Member>());
    }

    /// A column within an expression: `m.check(m.c(&Book::pages) > 0)`. Call table() and columns() first.
    template <class C, class M>
    ColumnExpr<M> c(M C::*member) {
        return ColumnExpr<M>(orm::column_expression(*draft_, offset(member), class_name()));
    }
    /// A column of a composite.
    template <class C, class Whole, class B, class M>
    auto c(Whole C::*composite, M B::*member);

    template <class... C, class... M>
    UniqueConstraint& unique(M C::*... members) {
        return orm::add_unique(*draft_, {offset(members)...});
    }
    template <class... C, class... M>
    Index& index(M C::*... members) {
        return orm::add_index(*draft_, {offset(members)...});
    }
    /// `m.foreign_key(&Bed::house, &Bed::room).references(&Room::house, &Room::number).name("fk_room")`.
    template <class... C, class... M>
    ForeignKeyMapping foreign_key(M C::*... members) {
        std::vector<orm::MemberReference>* targets = nullptr;
        ForeignKeyConstraint& key = orm::add_foreign_key(*draft_, {offset(members)...}, targets);
        return {key, *targets};
    }
    /// A condition that every row must meet: SQL text, or an expression with c().
    CheckConstraint& check(DdlExpression condition, std::string name = {}) {
        return orm::add(*draft_, CheckConstraint(std::move(condition), std::move(name)));
    }
    /// Any constraint or index as Table takes it, with columns by their names:
    /// `m.add(Index("ix_lower_title", func::lower(m.c(&Book::title))))`.
    template <class Part>
    Part& add(Part part) {
        return orm::add(*draft_, std::move(part));
    }

    // Functions of Class&, or member functions of it, that are called for each of its objects; all may take a
    // Connection& too, but on_load(). What they throw comes out of the flush or the query, and leaves session and
    // database as they were. They must not change the session: see docs/orm/mapping.md.

    /// After a row has been read into the object, before its relationships are there.
    template <class F>
    Mapper& on_load(F function);
    /// May change the object's own columns, and the flush writes that.
    template <class F>
    Mapper& before_insert(F function);
    template <class F>
    Mapper& before_update(F function);
    /// The object is const from here on.
    template <class F>
    Mapper& before_delete(F function);
    /// After all statements of the flush.
    template <class F>
    Mapper& after_insert(F function);
    template <class F>
    Mapper& after_update(F function);
    template <class F>
    Mapper& after_delete(F function);
    /// Looks at a member, or a composite, that a flush is going to write: to refuse it, the function throws, or returns
    /// false, which is an ArgumentError(`invalid_value`). C++ cannot see the assignment itself.
    template <class C, class M, class F>
    Mapper& validate(M C::*member, F function);

    // The table as a whole. Call table() first.
    Mapper& comment(std::string text) {
        shape().comment(std::move(text));
        return *this;
    }
    Mapper& info(std::string key, std::string value) {
        shape().info(std::move(key), std::move(value));
        return *this;
    }
    /// What one database alone understands: `m.with(mysql::TableOptions{.engine = "Aria"})`.
    template <DialectOption O>
    Mapper& with(O options) {
        shape().with(std::move(options));
        return *this;
    }
    /// CREATE TEMPORARY TABLE.
    Mapper& temporary() {
        shape().set_temporary();
        return *this;
    }
    /// A word between CREATE and TABLE, as it is.
    Mapper& prefix(std::string word) {
        shape().add_prefix(std::move(word));
        return *this;
    }
    /// Something to do before or after the table is created or dropped.
    Mapper& listen(DdlEvent event, DdlHook hook) {
        shape().hooks().add(event, std::move(hook));
        return *this;
    }

private:
    static std::string_view class_name() { return orm::class_name_in(detail::type_name<T>()); }
    TableDefinition& shape() { return orm::table_shape(*draft_, class_name()); }

    template <class C, class M>
    [[gnu::always_inline]] static std::size_t offset(M C::*member) {
        static_assert(std::derived_from<T, C>, "azoth: this member belongs to another class than the one being mapped");
        return sql::member_offset(static_cast<M T::*>(member));
    }

    // Inlined without optimisation too: else it would be a function for each member.
    template <auto Member>
    [[gnu::always_inline]] static orm::DraftedMember drafted() {
        using M = typename detail::MemberOf<decltype(Member)>::Type;
        static_assert(std::derived_from<T, typename detail::MemberOf<decltype(Member)>::Class>,
                      "azoth: this member belongs to another class than the one being mapped");
        static_assert(!detail::RelationshipTraits<M>::value,
                      "azoth: a Many or One is not a column; map it with m.relationship<&Class::member>()");
        return {detail::member_name_in(__PRETTY_FUNCTION__), sql::member_offset(static_cast<M T::*>(Member)),
                &cpp_type<M>};
    }

    template <class C, class M>
    RelationshipMapping add_relationship(M C::*member, std::string_view name) {
        static_assert(detail::RelationshipTraits<M>::value,
                      "azoth: a relationship is a member of type Many<Class> or One<Class>");
        orm::DraftedRelationship drafted{.name = name, .offset = offset(member)};
        if constexpr (detail::RelationshipTraits<M>::value) {
            using Target = typename detail::RelationshipTraits<M>::Target;
            drafted.is_single = std::same_as<M, One<Target>>;
            drafted.is_write_only = detail::kIsWriteOnly<M>;
            drafted.target_map = &orm::class_map<Target>;
        }
        return RelationshipMapping(orm::add_relationship(*draft_, drafted));
    }

    orm::ClassDraft* draft_;
};

template <class... C, class... M>
ForeignKeyConstraint& ForeignKeyMapping::references(M C::*... members) {
    orm::set_targets(*targets_, {orm::reference_to(members)...});
    return *key_;
}

template <class C, class... M>
RelationshipMapping& RelationshipMapping::foreign_key(M C::*... members) {
    orm::set_foreign_key(*relationship_, {orm::reference_to(members)...});
    return *this;
}

template <class C, class... M>
RelationshipMapping& RelationshipMapping::references(M C::*... members) {
    orm::set_references(*relationship_, {orm::reference_to(members)...});
    return *this;
}

namespace orm {

/// A member as an element of the order of a relationship.
struct DescendingMember {
    MemberReference member;
};
template <class C, class M>
MemberReference order_of(M C::*member) {
    return reference_to(member);
}
inline MemberReference order_of(const DescendingMember& descending) { return descending.member; }

}  // namespace orm

/// The largest first, in the order_by() of a relationship.
template <class C, class M>
orm::DescendingMember descending(M C::*member) {
    orm::DescendingMember result{orm::reference_to(member)};
    result.member.is_descending = true;
    return result;
}

template <class... Members>
RelationshipMapping& RelationshipMapping::order_by(Members... members) {
    orm::set_order(*relationship_, {orm::order_of(members)...});
    return *this;
}

namespace orm {

// Functions, not lambdas, of which each would be three functions for the compiler.
template <class T>
void construct(void* place) {
    ::new (place) T();
}
template <class T>
void move_construct(void* place, void* source) {
    ::new (place) T(static_cast<T&&>(*static_cast<T*>(source)));
}
template <class T>
void destroy(void* object) {
    static_cast<T*>(object)->~T();
}
template <class T>
void describe(ClassDraft& draft) {
    Mapper<T> mapper(draft);
    mapping(mapper);
}

template <class T>
ObjectOps object_ops() {
    ObjectOps ops{
        .name = class_name_in(azoth::detail::type_name<T>()),
        .size = sizeof(T),
        .is_trivially_destructible = std::is_trivially_destructible_v<T>,
        .move_construct = &move_construct<T>,
        .destroy = &destroy<T>,
    };
    // Without one for azoth it is to come from factory().
    if constexpr (std::is_default_constructible_v<T>) ops.construct = &construct<T>;
    return ops;
}

// Not a concept: the compiler's account of an unsatisfied one would bury the message below.
template <class T>
inline constexpr bool kHasMapping = requires(Mapper<T>& mapper) {
    mapping(mapper);
};

template <class T>
MappedClass& mapped_class() {
    static_assert(
        kHasMapping<T>,
        "azoth: this class is not mapped: declare `void mapping(azoth::Mapper<Class>&)` beside it; for a member "
        "that it inherits from an unmapped base, name the class: c<Class>(&Class::member)");
    if constexpr (kHasMapping<T>) {
        static_assert(alignof(T) <= alignof(std::max_align_t), "azoth: over-aligned classes cannot be mapped");
        static MappedClass mapped(object_ops<T>(), &describe<T>);
        return mapped;
    } else {
        throw_unmapped();
    }
}

/// The map of a class; built at the first call.
template <class T>
ClassMap& class_map() {
    return mapped_class<T>().map();
}

}  // namespace orm

template <class C>
const sql::Entity& sql::entity_of() {
    return orm::mapped_class<C>().entity();
}

template <class C>
ArrayView<NamedField> row_fields() {
    if constexpr (!orm::kHasMapping<C> && detail::kIsPlainStruct<C>) {
        static const std::vector<NamedField> fields = detail::fields_of_struct<C>();
        return {fields.data(), fields.size()};
    } else {
        static const std::vector<NamedField> fields = orm::fields_of(orm::class_map<C>());
        return {fields.data(), fields.size()};
    }
}

}  // namespace azoth
