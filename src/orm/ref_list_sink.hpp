// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/rows.hpp"

namespace azoth::orm {

/// Where the rows of a RefList go.
class RefListSink final : public RowSink {
public:
    explicit RefListSink(RefList& list) : list_(list) {}
    void* new_row() override { return &list_.refs_.emplace_back(); }
    void reserve(std::size_t rows) override { list_.refs_.reserve(rows); }

private:
    RefList& list_;
};

}  // namespace azoth::orm
