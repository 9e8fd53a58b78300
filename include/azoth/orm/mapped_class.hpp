// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "azoth/base/shared_word.hpp"

namespace azoth {

namespace sql {
class Entity;
}

namespace orm {

class ClassMap;
struct ClassDraft;

/// How objects of a class are made and destroyed.
struct ObjectOps {
    std::string_view name;  ///< the class's, for messages
    std::size_t size = 0;
    bool is_trivially_destructible = false;
    void (*construct)(void* place) = nullptr;
    void (*move_construct)(void* place, void* source) = nullptr;
    void (*destroy)(void* object) = nullptr;
};

/// What a program's own code knows of a mapped class: where its ClassMap is, and whether that is built. All else is in
/// azoth/orm/class_map.hpp, which few programs need to read.
///
/// Lifetime: the ClassMap lives as long as the program, whose last objects may still need it while it ends.
class MappedClass {
public:
    MappedClass(const ObjectOps& ops, void (*describe)(ClassDraft& draft));
    MappedClass(const MappedClass&) = delete;
    MappedClass& operator=(const MappedClass&) = delete;

    /// Built by the first call. Throws MappingError.
    ClassMap& map() {
        if (!is_built_.load_acquire()) build();
        return *map_;
    }
    const sql::Entity& entity() {
        if (!is_built_.load_acquire()) build();
        return *entity_;
    }

private:
    void build();

    SharedWord<bool> is_built_{false};
    ClassMap* const map_;
    const sql::Entity* const entity_;
};

}  // namespace orm
}  // namespace azoth
