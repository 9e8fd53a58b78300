// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "azoth/engine/url.hpp"

namespace azoth::sqlite {

enum class OpenMode : std::uint8_t { ReadOnly, ReadWrite, Create };

/// What a URL says about how to open a database.
struct OpenOptions {
    std::string path;  ///< empty: in memory
    OpenMode mode = OpenMode::Create;
    bool is_cache_shared = false;
    bool has_foreign_keys = true;
    int busy_timeout_ms = 5000;
    std::string journal_mode;  ///< empty: not asked for
    std::string synchronous;   ///< empty: not asked for
};

/// Throws: ArgumentError(`bad_url`) that names the option and lists what it may be.
OpenOptions read_options(const Url& url);

}  // namespace azoth::sqlite
