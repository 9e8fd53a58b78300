// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "azoth/engine/engine.hpp"
#include "azoth/orm/mapper.hpp"
#include "azoth/schema/table.hpp"

namespace azoth {

/// A set of mapped classes, checked, with their tables.
///
/// Thread safety: immutable, may be shared.
class Registry {
public:
    /// Reads the mappings of the classes and checks that they fit together.
    ///
    /// Throws: MappingError with everything that is wrong, all classes in one message.
    template <class... Classes>
    static Registry of() {
        return Registry({&orm::class_map<Classes>...});
    }

    /// The tables, in the order of the classes.
    const MetaData& metadata() const { return *metadata_; }
    std::span<orm::ClassMap* const> classes() const { return *classes_; }

    /// Creates the tables that do not exist yet, those that others refer to first.
    void create_all(const Engine& engine) const;
    /// Drops the tables that exist, in the reverse order.
    void drop_all(const Engine& engine) const;

private:
    explicit Registry(const std::vector<orm::ClassMap& (*)()>& classes);

    std::shared_ptr<const std::vector<orm::ClassMap*>> classes_;
    std::shared_ptr<const MetaData> metadata_;
};

}  // namespace azoth
