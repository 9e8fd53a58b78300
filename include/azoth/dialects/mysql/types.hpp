// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/types/sql_type.hpp"

namespace azoth::mysql {

// Types of MariaDB and MySQL that other databases do not have, by their own names.
// NOLINTBEGIN(readability-identifier-naming)

inline SqlType TINYTEXT() { return Text{}.named("TINYTEXT"); }
inline SqlType MEDIUMTEXT() { return Text{}.named("MEDIUMTEXT"); }
inline SqlType LONGTEXT() { return Text{}.named("LONGTEXT"); }
inline SqlType TINYBLOB() { return LargeBinary{}.named("TINYBLOB"); }
inline SqlType MEDIUMBLOB() { return LargeBinary{}.named("MEDIUMBLOB"); }
inline SqlType LONGBLOB() { return LargeBinary{}.named("LONGBLOB"); }
/// A moment between 1970 and 2038 (MariaDB 11.5: 2106), with that many digits of a second. Unless the server's
/// explicit_defaults_for_timestamp is on, as it is by default since MariaDB 10.10 and MySQL 8, a column without a
/// default gets the present time at each change.
inline SqlType TIMESTAMP(int fraction_digits = 6) {
    return DateTime{true}.named("TIMESTAMP(" + std::to_string(fraction_digits) + ")");
}
/// Of MariaDB: an address of the internet, without the length of its prefix. Values are IpAddress, or texts.
inline SqlType INET4() { return SqlType{TypeKind::Other}.named("INET4"); }
inline SqlType INET6() { return SqlType{TypeKind::Other}.named("INET6"); }

// NOLINTEND(readability-identifier-naming)

}  // namespace azoth::mysql
