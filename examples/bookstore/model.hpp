// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <azoth/azoth.hpp>

namespace bookstore {

// In characters. MariaDB indexes no more than this of a text that may be in any script.
inline constexpr int kNameLength = 200;
inline constexpr int kTitleLength = 500;

struct Book;

struct Author {
    std::int64_t id = 0;
    std::string name;
    azoth::Many<Book> books;
};

struct Book {
    std::int64_t id = 0;
    std::string title;
    std::int64_t author_id = 0;
    std::optional<int> year;  ///< of the first publication; negative before our era
    std::optional<int> pages;
    std::optional<std::string> isbn;  ///< 13 digits
    azoth::One<Author> author;
};

/// A book that was taken out of the shop: no import brings it back.
struct Withdrawal {
    std::int64_t id = 0;
    std::string author;
    std::string title;
};

void mapping(azoth::Mapper<Author>& m);
void mapping(azoth::Mapper<Book>& m);
void mapping(azoth::Mapper<Withdrawal>& m);

}  // namespace bookstore
