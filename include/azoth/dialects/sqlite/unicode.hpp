// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "azoth/driver/connection.hpp"
#include "azoth/engine/events.hpp"

// What SQLite lacks for texts that are not English: its own lower(), upper() and NOCASE know the letters A to Z only.
// A library of its own, azoth::sqlite_unicode, because it needs ICU.
namespace azoth::sqlite {

struct UnicodeOptions {
    std::string locale = {};  ///< whose order of letters: `de`, `sv`; empty: one that suits most languages
    /// Let lower() and upper() change all letters, so that icontains() and its kin find them in either case. An index
    /// on an expression with these must then be used by programs only that do the same.
    bool replaces_lower_and_upper = true;
};

/// Makes known to a connection to SQLite:
///
/// - the collations `unicode` (an order as in a dictionary), `unicode_nocase` (the same without regard to case) and
///   `unicode_base` (nor to accents), for ORDER BY, comparisons, columns and indexes;
/// - the function `casefold(text)`: equal for texts that differ in case only, `STRASSE` and `straße`.
///
/// An index with these collations belongs to one version of ICU: REINDEX after it was replaced by one with another
/// order.
/// Throws: ArgumentError(`not_sqlite`); ArgumentError(`bad_option`) for a locale that ICU does not take.
void add_unicode(driver::Connection& connection, const UnicodeOptions& options = {});

/// The same for all connections of an engine, as they are opened:
///
///     engine.add_listener(sqlite::unicode());
std::shared_ptr<EngineListener> unicode(UnicodeOptions options = {});

}  // namespace azoth::sqlite
