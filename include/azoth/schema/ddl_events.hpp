// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "azoth/base/node_ptr.hpp"

namespace azoth {

class Connection;
class DdlElement;
class Dialect;

enum class DdlEvent : std::uint8_t { BeforeCreate, AfterCreate, BeforeDrop, AfterDrop };

/// What executes the DDL of create_all() and drop_all(), or collects it as a script.
class DdlRunner {
public:
    virtual ~DdlRunner() = default;

    /// Leaves out what execute_if() keeps from this database.
    virtual void execute(const DdlElement& statement) = 0;
    virtual const Dialect& dialect() const = 0;
    /// Null when a script is written.
    virtual Connection* connection() { return nullptr; }
};

/// What is to happen before or after a table is created or dropped: a DDL element, or a function of the DdlRunner.
class DdlHook {
public:
    template <std::invocable<DdlRunner&> F>
    DdlHook(F function) : call_(make_node<const CallOf<F>>(std::move(function))) {}
    template <std::derived_from<DdlElement> E>
    DdlHook(E element) : DdlHook([element = std::move(element)](DdlRunner& runner) { runner.execute(element); }) {}

    void operator()(DdlRunner& runner) const { call_->call(runner); }

private:
    struct AnyCall : Counted {
        virtual void call(DdlRunner& runner) const = 0;
    };
    template <class F>
    struct CallOf final : AnyCall {
        explicit CallOf(F given) : function(std::move(given)) {}
        void call(DdlRunner& runner) const override { function(runner); }
        F function;
    };

    NodePtr<const AnyCall> call_;
};

/// The hooks of a table or of MetaData, called in the order in which they were added.
class DdlHooks {
public:
    void add(DdlEvent event, DdlHook hook);
    void call(DdlEvent event, DdlRunner& runner) const;

private:
    struct Entry {
        DdlEvent event;
        DdlHook hook;
    };

    std::vector<Entry> hooks_;
};

}  // namespace azoth
