// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "azoth/orm/frozen_result.hpp"
#include "azoth/orm/ref.hpp"
#include "azoth/orm/row_shape.hpp"
#include "azoth/types/value.hpp"
#include "orm/column_selection.hpp"
#include "orm/load_step.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// An object as its row was.
struct FrozenObject {
    const ClassMap* map = nullptr;               ///< null: there is none
    const ColumnSelection* selection = nullptr;  ///< which columns; null: all
    std::vector<Value> values;
};

/// What a FrozenResult holds: row by row, values and objects each in the order of the fields.
struct FrozenRows {
    std::vector<RowField> fields;
    std::size_t row_count = 0;
    std::vector<Value> values;
    std::vector<FrozenObject> objects;
};

/// Hands rows on, and keeps a copy of them.
class FreezingSink final : public RowSink {
public:
    FreezingSink(std::span<const RowField> fields, RowSink& target)
        : fields_(fields.begin(), fields.end()), target_(target) {}

    void* new_row() override;
    void reserve(std::size_t rows) override { target_.reserve(rows); }
    /// No more rows come, and the objects are whole.
    FrozenResult finish();

private:
    void take_last();

    const std::vector<RowField> fields_;
    RowSink& target_;
    const std::byte* last_ = nullptr;  // filled only when the next one is asked for
    std::size_t row_count_ = 0;
    std::vector<Value> values_;
    std::vector<RefBase> objects_;
};

/// Gives rows to a statement that asks for such fields. Objects that the session has already are the result, as they
/// are unless they are stale; `steps`, which may be null, are for the relationships of the others.
///
/// Throws ArgumentError(`other_statement`) for rows of other fields.
void thaw(SessionCore& session, const FrozenRows& rows, std::span<const RowField> fields, RowSink& sink,
          const LoadStep* steps);

}  // namespace azoth::orm
