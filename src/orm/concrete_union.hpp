// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "orm/polymorphic_query.hpp"

namespace azoth::orm {

/// The classes whose rows a polymorphic_union() reads, and where their columns stand among those of its query.
struct ConcreteUnion {
    struct Member {
        const ClassMap* map = nullptr;
        Value identity;                      ///< in the last column of its rows
        std::vector<std::uint32_t> columns;  ///< by position among the columns of the class: that in the query
    };

    std::vector<Member> members;
    std::vector<const ClassMap*> classes;  ///< of the members
    std::uint32_t base_columns = 0;        ///< how many all of them have; they come first
    std::uint32_t discriminator = 0;       ///< the last column, which names the class

    /// Where cells of the query go. Thread-safe.
    const FamilyLayout& layout() const;

private:
    FamilyLayout make_layout() const;

    mutable std::once_flag has_layout_;
    mutable FamilyLayout layout_;
};

}  // namespace azoth::orm
