// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// Builds the map of a class whose mapping() says inherits() or polymorphic_on().
class SubclassBuilder {
public:
    SubclassBuilder(ClassMap& map, ClassDraft& draft) : map_(map), draft_(draft) {}

    /// For a subclass. Throws MappingError that says what to write.
    void run();
    /// For a class that is the base of others. Precondition: its own map is built.
    void begin_hierarchy();
    /// The last step for a subclass: its bases know it from now on.
    void join_families();

private:
    void check();
    void check_form() const;
    void take_columns_of_base();
    void share_table();
    void make_own_table();
    void add_own_columns();
    void make_part(const ClassMap& above);
    void check_identity();
    void set_identity();

    ClassMap& map_;
    ClassDraft& draft_;
};

}  // namespace azoth::orm
