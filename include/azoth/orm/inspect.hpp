// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "azoth/orm/mapper.hpp"

namespace azoth {

/// What a mapping comes to, for programs that print or check it.
struct ClassInfo {
    struct ColumnInfo {
        std::string member;  ///< within a composite `address.city`
        std::string column;
        SqlType type;
        std::string cpp_type;
        bool is_nullable = false;
        bool is_key = false;
        bool is_generated = false;   ///< a whole number that the database counts up
        bool is_deferred = false;    ///< read where a query asks for it
        bool is_expression = false;  ///< no column, but computed by a query
        bool is_written = true;      ///< false: the database alone gives it values
    };
    struct RelationshipInfo {
        std::string member;
        std::string target;            ///< class
        bool is_to_many = false;       ///< a Many
        bool has_foreign_key = false;  ///< of its own: it leads to the parent
        std::string paired_with;       ///< member of the target that shows the same; empty: none
        Cascade cascade = Cascade::None;
        Loading loading = Loading::Batch;
        std::vector<std::string> columns;         ///< of this class
        std::vector<std::string> target_columns;  ///< the same number
    };

    std::string name;
    std::string table;  ///< with its schema
    bool is_view = false;
    std::vector<ColumnInfo> columns;
    std::vector<RelationshipInfo> relationships;
    std::vector<std::string> key;  ///< columns
};

namespace orm {

ClassInfo info_of(ClassMap& map);

}  // namespace orm

/// Describes the mapping of a class: `inspect<Book>().columns[0].column`. Throws what Registry::of() does.
template <class T>
ClassInfo inspect() {
    return orm::info_of(orm::class_map<T>());
}

}  // namespace azoth
