// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>

#include "azoth/base/node_ptr.hpp"
#include "azoth/orm/mapper.hpp"

namespace azoth {

class Engine;

/// What a session needs a database for: SessionBinds::route().
struct BindRequest {
    const orm::ClassMap* map = nullptr;  ///< null: a statement that names no class
    bool is_flushing = false;            ///< rows are written

    /// Empty without a class.
    std::string_view class_name() const;
    /// It is this class, or one that derives from it.
    template <class T>
    bool is() const {
        return is_of(orm::class_map<T>());
    }

private:
    bool is_of(const orm::ClassMap& base) const;
};

namespace orm {

/// A function of the user that picks the engine.
class BindRouter : public Counted {
public:
    /// Null: somebody else is to decide.
    virtual const Engine* find(const BindRequest& request) const = 0;
};

template <class F>
class BindRouterOf final : public BindRouter {
public:
    explicit BindRouterOf(F function) : function_(std::move(function)) {}
    const Engine* find(const BindRequest& request) const override { return function_(request); }

private:
    F function_;
};

struct BindTable;

}  // namespace orm

/// Which classes have their tables in another database than that of the session's engine.
///
///     SessionFactory sessions(shop, {.binds = SessionBinds().bind<Visit, Click>(statistics)});
///
/// Each database has its own connection and transaction, which begins when it is first needed; commit() and rollback()
/// end them all. Relationships may lead from one database to another, and are loaded by their keys; a statement runs in
/// one, or throws ArgumentError(`several_engines`).
///
/// A handle: copies show the same binds. It is not to be changed once sessions use it.
class SessionBinds {
public:
    /// Subclasses go along.
    template <class... Classes>
    SessionBinds& bind(const Engine& engine) {
        (add(&orm::class_map<Classes>, engine), ...);
        return *this;
    }
    /// `function(const BindRequest&)` is asked first, and returns a `const Engine*`; null: as if it were not there. The
    /// engine must outlive the sessions. A class must always get the same database within a transaction, or one that
    /// has the same rows.
    template <class F>
    SessionBinds& route(F function) {
        add(make_node<const orm::BindRouterOf<F>>(std::move(function)));
        return *this;
    }

    bool empty() const { return table_ == nullptr; }
    const orm::BindTable* table() const { return table_.get(); }

private:
    void add(orm::ClassMap& (*map)(), const Engine& engine);
    void add(NodePtr<const orm::BindRouter> router);

    std::shared_ptr<orm::BindTable> table_;
};

}  // namespace azoth
