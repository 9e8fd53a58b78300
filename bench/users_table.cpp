// SPDX-License-Identifier: MIT
#include "users_table.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace azoth::bench {
namespace {

constexpr int kRowsInStatement = 20'000;  // SQLite's statements have a million bytes at most

std::string insert_of(int first, int last) {
    std::string sql = "INSERT INTO users (name, hair_color) VALUES ";
    for (int number = first; number <= last; ++number) {
        const RawUser user = make_user(number);
        const std::string color = user.hair_color ? fmt::format("'{}'", *user.hair_color) : "NULL";
        sql += fmt::format("{}('{}', {})", number == first ? "" : ", ", user.name, color);
    }
    return sql;
}

}  // namespace

RawUser make_user(int number) {
    RawUser user;
    user.name = fmt::format("User {}", number);
    if (number % 3 != 0) user.hair_color = number % 3 == 1 ? "black" : "brown";
    return user;
}

void UsersTable::fill(int count) {
    if (count_ == count) return;
    client_->empty_table();
    for (int first = 1; first <= count; first += kRowsInStatement)
        client_->run(insert_of(first, std::min(first + kRowsInStatement - 1, count)));
    client_->settle();
    count_ = count;
}

}  // namespace azoth::bench
