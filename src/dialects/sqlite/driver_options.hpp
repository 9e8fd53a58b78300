// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "azoth/engine/url.hpp"

namespace azoth::sqlite {

enum class OpenMode : std::uint8_t { ReadOnly, ReadWrite, Create };

/// How transactions begin.
enum class BeginMode : std::uint8_t {
    Auto,       ///< as writers (BEGIN IMMEDIATE) when their first statement writes
    Deferred,   ///< as readers, which become writers when they first write, or fail
    Immediate,  ///< all as writers
};

/// What a URL says about how to open a database.
struct OpenOptions {
    std::string path;  ///< empty: in memory
    OpenMode mode = OpenMode::Create;
    bool is_cache_shared = false;
    bool is_shared_memory = false;  ///< `path` is the name of a database in memory, for all of the process
    bool has_foreign_keys = true;
    int busy_timeout_ms = 5000;
    BeginMode begin = BeginMode::Auto;
    std::string journal_mode;  ///< empty: not asked for
    std::string synchronous;   ///< empty: not asked for
};

/// Throws: ArgumentError(`bad_url`) that names the option and lists what it may be.
OpenOptions read_options(const Url& url);

}  // namespace azoth::sqlite
