// SPDX-License-Identifier: MIT
#pragma once

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
/// Of MariaDB: an address of the internet, without the length of its prefix. Values are IpAddress, or texts.
inline SqlType INET4() { return SqlType{TypeKind::Other}.named("INET4"); }
inline SqlType INET6() { return SqlType{TypeKind::Other}.named("INET6"); }

// NOLINTEND(readability-identifier-naming)

}  // namespace azoth::mysql
