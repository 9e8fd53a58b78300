// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "azoth/sql/dml_core.hpp"

namespace azoth {

/// DELETE. `Ts...` are the rows of its RETURNING.
template <class... Ts>
class Delete : public detail::ChangeCore<Delete<Ts...>, sql::DeleteNode> {
    using Core = detail::ChangeCore<Delete<Ts...>, sql::DeleteNode>;

public:
    using Core::Core;

    /// Another table, alias, subquery or CTE whose columns the conditions use. Those that columns name are there
    /// already. Nothing is deleted from it.
    ///
    /// SQL emitted: DELETE ... USING; on SQLite WHERE EXISTS (SELECT 1 FROM ...).
    template <class From>
    Delete using_(const From& other) const {
        return this->changed([&](sql::DeleteNode& node) { node.using_.push_back(other.node()); });
    }
    template <Expression... E>
    Delete<ValueTypeOf<E>...> returning(const E&... expressions) const {
        return Delete<ValueTypeOf<E>...>(this->with_returning(expressions...));
    }
    /// The deleted rows as they were, as objects.
    template <class C>
    Delete<Ref<C>> returning() const {
        return Delete<Ref<C>>(this->template with_returned_entity<C>());
    }
};

template <detail::TableHandle From>
Delete<> delete_(const From& table) {
    return Delete<>(make_node<sql::DeleteNode>(table.table_node()));
}
template <class E>
Delete<> delete_() {
    return Delete<>(detail::delete_of(sql::entity_of<E>()));
}

}  // namespace azoth
