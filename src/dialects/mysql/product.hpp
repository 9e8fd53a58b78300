// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth::mysql {

/// Which of the two families a server is of, and its version as ServerInfo counts: 101105 is 10.11.5.
struct Product {
    enum class Family : std::uint8_t { Mysql, Mariadb };

    Family family;
    int version;
    bool backslash_escapes = true;  ///< in strings: the session's mode is not NO_BACKSLASH_ESCAPES

    bool is_mariadb(int since) const { return family == Family::Mariadb && version >= since; }
    bool is_mysql(int since) const { return family == Family::Mysql && version >= since; }
};

}  // namespace azoth::mysql
