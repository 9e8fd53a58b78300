// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "azoth/orm/registry.hpp"

namespace azoth::orm {

using ColumnTypes = std::shared_ptr<const std::vector<ColumnTypeRule>>;

/// While this is there, in this thread, classes are named without being built: class_map() calls no mapping().
class NamingOnly {
public:
    NamingOnly();
    NamingOnly(const NamingOnly&) = delete;
    NamingOnly& operator=(const NamingOnly&) = delete;
    ~NamingOnly();

    static bool is_on();

private:
    const bool before_;
};

/// The types that a Registry gives to columns of its classes, and of their bases, that are built while this is there,
/// in this thread. Lifetime: `classes` outlives it.
class TypesInForce {
public:
    TypesInForce(const std::vector<ColumnTypeRule>& types, const std::vector<ClassMap*>& classes);
    TypesInForce(const TypesInForce&) = delete;
    TypesInForce& operator=(const TypesInForce&) = delete;
    ~TypesInForce();

    /// Null: azoth's own.
    static ColumnTypes of(const ClassMap& map);
    /// What a column is whose member is of this type, in the mapping() that runs.
    static SqlType column_type(const CppType& type);

private:
    ColumnTypes types_before_;
    const std::vector<ClassMap*>* classes_before_;
};

/// The types of the class whose mapping() runs while this is there, or whose bases are built.
class TypesOfClass {
public:
    enum class Task { Mapping, Bases };

    TypesOfClass(Task task, ColumnTypes types);
    TypesOfClass(const TypesOfClass&) = delete;
    TypesOfClass& operator=(const TypesOfClass&) = delete;
    ~TypesOfClass();

private:
    ColumnTypes mapping_before_;
    ColumnTypes bases_before_;
};

}  // namespace azoth::orm
