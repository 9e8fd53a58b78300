// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "azoth/base/shared.hpp"
#include "azoth/schema/ddl_condition.hpp"
#include "azoth/schema/dialect_options.hpp"

namespace azoth {

/// What the program notes on a part of a schema.
class SchemaNotes {
public:
    void add(std::string key, std::string value);
    /// The latest note under this key; empty when there is none.
    std::string_view find(std::string_view key) const;

private:
    struct Notes;

    Shared<Notes> notes_;
};

/// What the parts of a schema have in common, as calls to be chained: `Self` is the part.
template <class Self>
class SchemaItem {
public:
    /// Kept in the database, where it has a place for it.
    Self& comment(std::string text) {
        comment_ = std::move(text);
        return self();
    }
    /// A note of the program's own, which azoth does not look at.
    Self& info(std::string key, std::string value) {
        info_.add(std::move(key), std::move(value));
        return self();
    }
    /// What only one database understands: `with(postgresql::IndexOptions{.method = "gin"})`.
    template <DialectOption O>
    Self& with(O options) {
        options_.set(std::move(options));
        return self();
    }

    const std::string& comment() const { return comment_; }
    /// The latest note under this key; empty when there is none.
    std::string_view info(std::string_view key) const { return info_.find(key); }
    const DialectOptions& options() const { return options_; }

private:
    Self& self() { return static_cast<Self&>(*this); }

    std::string comment_;
    SchemaNotes info_;
    DialectOptions options_;
};

/// The final name of a constraint or index, which no naming convention changes: `.name(conv("old_name"))`.
struct Conv {
    std::string name;
};
inline Conv conv(std::string name) { return {std::move(name)}; }

/// The same of constraints and indexes, which have a name and may exist on some databases only.
template <class Self>
class ConstraintItem : public SchemaItem<Self> {
public:
    /// A convention with `%(constraint_name)s` makes the whole name of it; else it is the name.
    Self& name(std::string text) {
        name_ = std::move(text);
        is_final_name_ = false;
        return self();
    }
    Self& name(Conv final_name) {
        name_ = std::move(final_name.name);
        is_final_name_ = true;
        return self();
    }
    /// Only these databases get it.
    Self& ddl_if(DdlCondition condition) {
        condition_ = std::move(condition);
        return self();
    }

    /// Empty: the naming convention gives one.
    const std::string& name() const { return name_; }
    bool has_final_name() const { return is_final_name_; }
    const DdlCondition& condition() const { return condition_; }

private:
    Self& self() { return static_cast<Self&>(*this); }

    std::string name_;
    bool is_final_name_ = false;
    DdlCondition condition_;
};

}  // namespace azoth
