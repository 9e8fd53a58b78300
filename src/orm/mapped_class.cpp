// SPDX-License-Identifier: MIT
#include "azoth/orm/mapped_class.hpp"

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

MappedClass::MappedClass(const ObjectOps& ops, void (*describe)(ClassDraft& draft))
    : map_(new ClassMap(ops, describe)), entity_(map_) {}

void MappedClass::build() {
    map_->ensure_built();
    is_built_.store_release(map_->is_built());
}

}  // namespace azoth::orm
