// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "azoth/engine/backend.hpp"

namespace azoth {

/// Changes whenever a library that was compiled against other headers of azoth could not be used.
inline constexpr int kDialectAbi = 1;

/// What a dialect's library says of itself, in a constant named `azoth_dialect_<name>` with C linkage:
///
///     extern "C" {
///     extern const azoth::DialectLibrary azoth_dialect_duckdb;
///     const azoth::DialectLibrary azoth_dialect_duckdb{.make_backend = &make_duckdb_backend};
///     }
///
/// The linker option `-u azoth_dialect_<name>` links such a dialect into a program; load_dialect_library() loads one
/// that is a shared library.
struct DialectLibrary {
    int abi = kDialectAbi;
    const char* compiler = __VERSION__;  ///< objects of the standard library are passed: both sides need the same one
    std::unique_ptr<Backend> (*make_backend)() = nullptr;
};

/// Loads the dialect `name` from a shared library and registers it. It stays for as long as the program runs. Nothing
/// happens when there is one of that name already.
///
/// The library's code runs in the program, with all its rights: never take `path` from where a URL may come from.
/// It uses the program's azoth: link that as shared libraries, or export the program's symbols (see docs/engine.md).
///
/// Throws: ArgumentError(`bad_dialect_library`) when there is no such library, it is none of that dialect, or it was
/// built for another azoth or by another compiler.
void load_dialect_library(const std::string& name, const std::string& path);

}  // namespace azoth
