// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include "azoth/base/shared.hpp"

namespace azoth {

namespace orm {
struct FrozenRows;
}

/// The rows of a SELECT, owned by no session, for a cache: see OrmExecuteState::invoke(). Objects are among them with
/// the columns that were loaded, and without relationships.
///
/// A copy is cheap. Thread safety: may be shared between threads.
class FrozenResult {
public:
    FrozenResult() = default;
    explicit FrozenResult(Shared<orm::FrozenRows> rows) : rows_(std::move(rows)) {}

    std::size_t size() const;
    bool empty() const { return size() == 0; }
    const Shared<orm::FrozenRows>& rows() const { return rows_; }

private:
    Shared<orm::FrozenRows> rows_;  // null: none
};

}  // namespace azoth
