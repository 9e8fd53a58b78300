// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/dml_core.hpp"

namespace azoth {

/// UPDATE. `Ts...` are the rows of its RETURNING.
template <class... Ts>
class Update : public detail::ChangeCore<Update<Ts...>, sql::UpdateNode> {
    using Core = detail::ChangeCore<Update<Ts...>, sql::UpdateNode>;

public:
    using Core::Core;

    /// `set(c(&Book::pages) = c(&Book::pages) + 1, ...)`, in this order: MariaDB and MySQL see the new value of a
    /// column in the assignments behind it, other databases the old one.
    ///
    /// Throws ArgumentError(`wrong_table`, `duplicate_column`).
    template <class... More>
    Update set(const Assignment& first, const More&... more) const {
        return set(std::vector<Assignment>{first, more...});
    }
    Update set(const std::vector<Assignment>& assignments) const {
        return this->changed(
            [&](sql::UpdateNode& node) { detail::add_assignments(*node.table, assignments, node.assignments); });
    }
    /// Only says what is wrong.
    template <Expression E>
    Update set(const E&) const {
        static_assert(!Expression<E>, "azoth: set() takes assignments, `column = value` with a single `=`");
        return *this;
    }
    /// A part of a column: an element or slice of an array, `set(as_array<int>(column)[1], 7)`, a place in a document,
    /// `set(as_json(column)["a"], value)`. PostgreSQL. Or, on MariaDB and MySQL, the column of another table in from():
    /// `set(c(&Author::name), "x")`.
    ///
    /// Throws ArgumentError(`not_a_column`) for what cannot be assigned to.
    template <Expression E, class U>
    Update set(const E& place, const U& value) const {
        const ExpressionPtr node = to_node(place);
        return this->changed([&](sql::UpdateNode& update) {
            detail::add_place(update, node, to_operand<WithoutOptional<ValueTypeOf<E>>>(node, value));
        });
    }
    /// A column that is chosen at run time. Throws ArgumentError(`no_such_column`).
    template <class U>
    Update set(std::string_view column, const U& value) const {
        const ColumnExpr<Value> target(this->node()->table->column(column));
        return set(target = value);
    }
    /// Another table, alias, subquery or CTE whose columns the statement uses. Those that columns name are there
    /// already.
    ///
    /// SQL emitted: UPDATE ... FROM on SQLite and PostgreSQL, UPDATE a, b SET on MariaDB and MySQL.
    template <class From>
    Update from(const From& other) const {
        return this->changed([&](sql::UpdateNode& node) { node.from.push_back(other.node()); });
    }
    template <Expression... E>
    Update<ValueTypeOf<E>...> returning(const E&... expressions) const {
        return Update<ValueTypeOf<E>...>(this->with_returning(expressions...));
    }
    /// The updated rows as objects, loaded by a Session.
    template <class C>
    Update<Ref<C>> returning() const {
        return Update<Ref<C>>(this->template with_returned_entity<C>());
    }
};

template <detail::TableHandle From>
Update<> update(const From& table) {
    return Update<>(make_node<sql::UpdateNode>(table.table_node()));
}
template <class E>
Update<> update() {
    return Update<>(detail::update_of(sql::entity_of<E>()));
}

}  // namespace azoth
