// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "azoth/compile/default_plan.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/sql/select_node.hpp"
#include "compile/alias_names.hpp"
#include "compile/bind_plan.hpp"
#include "compile/cte_registry.hpp"
#include "compile/scope.hpp"
#include "compile/sql_text.hpp"

namespace azoth::compile {

/// What the writers of one statement share.
struct Context {
    Context(const Dialect& target, const sql::Node& node) : dialect(target), binds(node) {}

    const Dialect& dialect;
    BindPlan binds;
    AliasNames aliases;
    CteRegistry* ctes = nullptr;         ///< of the outermost query; null: where nothing may stand before it
    CteRegistry* nested_ctes = nullptr;  ///< of the innermost query
    SqlText text;
    const Scope* scope = nullptr;
    bool qualifies_columns = true;
    bool is_outermost = true;                ///< what is selected here leaves the database
    bool is_windowed = false;                ///< within the function of an OVER
    bool values_in_text = false;             ///< values become part of the SQL at each execution, not placeholders
    int depth = 0;                           ///< of expressions
    std::size_t query_depth = 1;             ///< of queries within queries
    const sql::RareClauses* rare = nullptr;  ///< of the innermost query
    std::string cartesian_product;           ///< of which tables, if there is one
    std::string_view new_row;                ///< what the new row of an upsert is called; empty: as the dialect likes
    std::string_view bind_name;              ///< what the next values are compared with
    std::shared_ptr<DefaultPlan> defaults;
};

/// Sets something for the length of a block.
template <class T>
class Restored {
public:
    Restored(T& place, T value) : place_(place), before_(std::exchange(place, std::move(value))) {}
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;
    ~Restored() { place_ = std::move(before_); }

private:
    T& place_;
    T before_;
};

}  // namespace azoth::compile
