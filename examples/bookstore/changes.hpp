// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <azoth/azoth.hpp>

namespace bookstore {

/// A book with fewer pages is not worth its place on the shelf.
inline constexpr int kFewestPages = 100;

struct Changes {
    std::size_t estimated = 0;   ///< page counts that were missing
    std::size_t withdrawn = 0;   ///< books taken out of the shop
    std::int64_t abandoned = 0;  ///< authors of whom no book is left
};

/// Gives books without a page count the average of their author's others, withdraws the thin ones, and deletes authors
/// without books: in one transaction, which finds nothing to do the next time.
Changes change_books(const azoth::SessionFactory& sessions);

}  // namespace bookstore
