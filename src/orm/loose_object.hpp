// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// A default-constructed object of a mapped class that belongs to no session.
class LooseObject {
public:
    explicit LooseObject(const ClassMap& map)
        : map_(map), memory_(std::make_unique<std::max_align_t[]>(map.ops().size / sizeof(std::max_align_t) + 1)) {
        map_.ops().construct(memory_.get());
    }
    LooseObject(const LooseObject&) = delete;
    LooseObject& operator=(const LooseObject&) = delete;
    ~LooseObject() { map_.ops().destroy(memory_.get()); }

    void* get() const { return memory_.get(); }

private:
    const ClassMap& map_;
    const std::unique_ptr<std::max_align_t[]> memory_;
};

}  // namespace azoth::orm
