// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <azoth/azoth.hpp>

#include "book_reader.hpp"

namespace bookstore {

enum class OnBadRow {
    Skip,   ///< the good rows are kept
    Abort,  ///< no row is kept
};

struct ImportResult {
    bool is_kept = false;
    std::size_t added = 0;
    std::size_t already_there = 0;
    std::size_t withdrawn_before = 0;
    std::vector<BadRow> bad_rows;  ///< in the order of their lines
};

/// Adds the books that the database does not have yet, all in one transaction.
///
/// Throws: BadRow when the header is wrong; azoth::DatabaseError.
ImportResult import_books(const azoth::SessionFactory& sessions, std::string csv, OnBadRow on_bad_row);

}  // namespace bookstore
