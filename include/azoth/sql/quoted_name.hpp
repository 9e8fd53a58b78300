// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace azoth {

/// Whether a name stands in quotes.
enum class Quoting : std::uint8_t {
    Auto,    ///< where it needs them: reserved words, capitals, other characters than letters, digits and `_`
    Always,  ///< also where it does not
    Never,   ///< a database that folds names then folds this one too
};

/// A name of a table, column or the like. Texts become one by themselves; quoted_name() makes one that forces or
/// forbids quotes.
struct QuotedName {
    QuotedName(std::string name, Quoting in_quotes = Quoting::Auto) : text(std::move(name)), quoting(in_quotes) {}
    QuotedName(std::string_view name) : text(name) {}
    QuotedName(const char* name) : text(name) {}

    std::string text;
    Quoting quoting = Quoting::Auto;

    friend bool operator==(const QuotedName&, const QuotedName&) = default;
};

/// A name that is always, or never, in quotes. It is not split at dots.
inline QuotedName quoted_name(std::string name, bool quote) {
    return {std::move(name), quote ? Quoting::Always : Quoting::Never};
}

}  // namespace azoth
