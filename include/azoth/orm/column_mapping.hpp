// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "azoth/orm/mapping_draft.hpp"
#include "azoth/sql/expr.hpp"

namespace azoth {

namespace orm {

template <class T>
ClassMap& class_map();

template <class C, class M>
MemberReference reference_to(M C::*member) {
    return {&class_map<C>, sql::member_offset(member), &cpp_type<M>()};
}

}  // namespace orm

/// The mapping of a column, within mapping(): `m.column(&Author::name).type(String{100}).unique()`.
class ColumnMapping {
public:
    explicit ColumnMapping(orm::ColumnDraft& draft) : draft_(&draft) {}

    /// The column's name, where it is not the member's.
    ColumnMapping& name(std::string name);
    /// The SQL type, where it is not the usual one of the C++ type.
    ColumnMapping& type(SqlType type);
    ColumnMapping& unique();
    ColumnMapping& index();
    /// Allows NULL in a column whose member cannot hold it, or forbids it in one that could.
    ColumnMapping& nullable(bool allowed);
    /// What a flush gives to a member that counts as not given, an empty std::optional or a key that is 0 or empty: a
    /// value, a function (of nothing, or of a DefaultContext), an SQL expression or a Sequence. The object gets it too.
    /// Other members are always written as they are.
    ColumnMapping& default_(ColumnDefault value);
    /// The same for an UPDATE of the row in which the member has not been changed, whatever it holds.
    ColumnMapping& onupdate(ColumnDefault value);
    /// `DEFAULT expression`: text is written as it is, a typed expression with its values as literals. A member that
    /// counts as not given is left out of the INSERT and read back.
    ColumnMapping& server_default(DdlExpression expression);
    /// The database changes the column in each UPDATE: it is read back.
    ColumnMapping& server_onupdate();
    /// The database alone gives values to the column, by a trigger or the like: a flush never writes it, and reads it
    /// back after INSERT and UPDATE.
    ColumnMapping& fetched();
    /// Computed from other columns: `computed("width * height")`. A flush never writes it, and reads it back. It allows
    /// NULL unless nullable(false) follows.
    ColumnMapping& computed(DdlExpression expression, std::optional<bool> persisted = {});
    /// Counted by the database; where it is no key, a flush never writes it, and reads it back.
    ColumnMapping& identity(Identity identity = Identity());
    /// default_() of a Sequence.
    ColumnMapping& sequence(const Sequence& sequence);
    /// Not read with the object, because it is large: a query reads it by undefer(), or together with others of its
    /// group by undefer_group(), and Session::load() for objects that are there. Until then the member has its default,
    /// which a flush never writes.
    ColumnMapping& deferred(std::string group = {});
    ColumnMapping& autoincrement(bool generated);
    ColumnMapping& comment(std::string text);
    ColumnMapping& info(std::string key, std::string value);
    ColumnMapping& quote(bool in_quotes);
    /// What one database alone understands: `with(mysql::ColumnOptions{.is_unsigned = true})`.
    template <DialectOption O>
    ColumnMapping& with(O options) {
        orm::column_of(*draft_).with(std::move(options));
        return *this;
    }
    /// A foreign key to a member's column, usually the other class's key: `references(&Author::id)`.
    template <class C, class M>
    ColumnMapping& references(M C::*member, ReferentialAction on_delete = ReferentialAction::NoAction,
                              ReferentialAction on_update = ReferentialAction::NoAction);

    /// The same for a member that `Owner` has from a base: `references<Post>(&Post::id)`.
    template <class Owner, detail::BaseOf<Owner> B, class M>
    ColumnMapping& references(M B::*member, ReferentialAction on_delete = ReferentialAction::NoAction,
                              ReferentialAction on_update = ReferentialAction::NoAction) {
        return references(static_cast<M Owner::*>(member), on_delete, on_update);
    }

private:
    ColumnMapping& references(const orm::MemberReference& target, ReferentialAction on_delete,
                              ReferentialAction on_update);

    orm::ColumnDraft* draft_;
};

template <class C, class M>
ColumnMapping& ColumnMapping::references(M C::*member, ReferentialAction on_delete, ReferentialAction on_update) {
    return references(orm::reference_to(member), on_delete, on_update);
}

}  // namespace azoth
