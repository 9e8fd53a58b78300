// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/types/sql_type.hpp"

namespace azoth::postgresql {

// Types of PostgreSQL that other databases do not have, by their own names. Unless said otherwise, their values are
// texts (std::string) in the form in which the server writes them. NOLINTBEGIN(readability-identifier-naming)

namespace detail {

inline SqlType text_named(const char* name) { return SqlType{TypeKind::Other}.named(name); }

}  // namespace detail

/// Values are IpAddress, or texts.
inline SqlType INET() { return detail::text_named("INET"); }
inline SqlType CIDR() { return detail::text_named("CIDR"); }
/// Values are MacAddress, or texts.
inline SqlType MACADDR() { return detail::text_named("MACADDR"); }
inline SqlType MACADDR8() { return detail::text_named("MACADDR8"); }
/// Of the extension citext: texts that are compared without regard to case.
inline SqlType CITEXT() { return detail::text_named("CITEXT"); }
/// Of the extension hstore. Values are Hstore, or texts.
inline SqlType HSTORE() { return detail::text_named("HSTORE"); }
/// In the form of the server's lc_monetary; for a number, cast it to NUMERIC.
inline SqlType MONEY() { return detail::text_named("MONEY"); }
inline SqlType XML() { return detail::text_named("XML"); }
inline SqlType JSONPATH() { return detail::text_named("JSONPATH"); }
inline SqlType TSVECTOR() { return detail::text_named("TSVECTOR"); }
inline SqlType TSQUERY() { return detail::text_named("TSQUERY"); }
/// Values are whole numbers.
inline SqlType OID() { return BigInteger{}.named("OID"); }
inline SqlType REGCLASS() { return detail::text_named("REGCLASS"); }
inline SqlType REGTYPE() { return detail::text_named("REGTYPE"); }
inline SqlType REGCONFIG() { return detail::text_named("REGCONFIG"); }
inline SqlType POINT() { return detail::text_named("POINT"); }
inline SqlType LINE() { return detail::text_named("LINE"); }
inline SqlType LSEG() { return detail::text_named("LSEG"); }
inline SqlType BOX() { return detail::text_named("BOX"); }
inline SqlType PATH() { return detail::text_named("PATH"); }
inline SqlType POLYGON() { return detail::text_named("POLYGON"); }
inline SqlType CIRCLE() { return detail::text_named("CIRCLE"); }
/// Documents as they were written, with the order of their keys. azoth::Json is JSONB.
inline SqlType JSON() { return Json{}.named("JSON"); }

// NOLINTEND(readability-identifier-naming)

}  // namespace azoth::postgresql
