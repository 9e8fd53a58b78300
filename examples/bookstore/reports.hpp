// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <azoth/azoth.hpp>

namespace bookstore {

// Each prints a table to standard output.

void print_authors(azoth::Session& session);
void print_decades(azoth::Session& session);
void print_longest_books(azoth::Session& session);
/// The books whose title or author contains the word.
void print_search(azoth::Session& session, const std::string& word);
/// Pages are counted from 1.
void print_page(azoth::Session& session, std::int64_t page, std::int64_t page_size);

}  // namespace bookstore
