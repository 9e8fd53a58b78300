// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_collations.hpp"

#include <optional>
#include <string_view>

#include "azoth/base/error.hpp"
#include "azoth/types/decimal.hpp"

namespace azoth::sqlite {
namespace {

std::optional<Decimal> read_decimal(std::string_view text) {
    try {
        return Decimal(text);
    } catch (const ArgumentError&) {
        return std::nullopt;
    }
}

int compare_texts(std::string_view left, std::string_view right) {
    if (left == right) return 0;
    const std::optional<Decimal> left_number = read_decimal(left);
    const std::optional<Decimal> right_number = read_decimal(right);
    if (left_number && right_number) return *left_number < *right_number ? -1 : *left_number == *right_number ? 0 : 1;
    if (left_number || right_number) return left_number ? -1 : 1;
    return left.compare(right);
}

int compare_decimals(void*, int left_size, const void* left, int right_size, const void* right) noexcept {
    return compare_texts({static_cast<const char*>(left), static_cast<std::size_t>(left_size)},
                         {static_cast<const char*>(right), static_cast<std::size_t>(right_size)});
}

}  // namespace

int add_collations(sqlite3* database) {
    return sqlite3_create_collation(database, "decimal", SQLITE_UTF8, nullptr, compare_decimals);
}

}  // namespace azoth::sqlite
