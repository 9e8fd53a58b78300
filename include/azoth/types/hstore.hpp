// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// Texts by name, some of which may be NULL: what a column of PostgreSQL's extension hstore holds. Elsewhere it is the
/// same as text.
class Hstore {
public:
    using Entry = std::pair<std::string, std::optional<std::string>>;

    Hstore() = default;
    /// Of several entries with the same name the last one counts.
    Hstore(std::vector<Entry> entries);  // NOLINT(google-explicit-constructor)

    /// In the order of their names.
    const std::vector<Entry>& entries() const { return entries_; }
    /// Null when there is no such name.
    const std::optional<std::string>* find(std::string_view name) const;

    friend bool operator==(const Hstore&, const Hstore&) = default;

private:
    std::vector<Entry> entries_;
};

/// `"a"=>"1", "b"=>NULL`.
std::string to_string(const Hstore& value);

template <>
struct TypeTraits<Hstore> {
    static SqlType sql_type();
    static ValueView view(const Hstore& value, Scratch& scratch);
    /// Accepts Text. Throws DataError(`bad_hstore`).
    static void read(const ValueView& value, Hstore& target);
};

}  // namespace azoth
