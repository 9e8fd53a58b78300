// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "azoth/orm/ref.hpp"
#include "azoth/orm/row_shape.hpp"

namespace azoth::orm {

/// Collects the objects of rows that hold nothing else.
class ObjectList final : public RowSink {
public:
    void* new_row() override { return &rows_.emplace_back(); }
    void reserve(std::size_t rows) override { rows_.reserve(rows); }
    std::vector<ObjectHeader*> objects() const {
        std::vector<ObjectHeader*> result;
        for (const RefBase& row : rows_) result.push_back(row.header());
        return result;
    }

private:
    std::vector<RefBase> rows_;
};

}  // namespace azoth::orm
