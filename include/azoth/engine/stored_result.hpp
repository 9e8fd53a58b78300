// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>

#include "azoth/driver/connection.hpp"

namespace azoth {

/// What the database has answered to one statement, kept to be given again: for a listener that answers statements from
/// a cache or a recording. See EngineListener::do_execute().
///
/// A handle: copies show the same rows. Thread safety: as of a const object.
class StoredResult {
public:
    /// Reads all that `cursor` still has.
    explicit StoredResult(driver::Cursor& cursor);

    /// The rows from the first one. Lifetime: of its own.
    std::unique_ptr<driver::Cursor> open() const;
    std::size_t row_count() const;

private:
    struct Content;

    std::shared_ptr<const Content> content_;
};

}  // namespace azoth
