// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace azoth {

namespace engine {
class CompiledCache;
}

/// Compiled statements that live beside those of the engine: ExecutionOptions::compiled_cache. For statements of which
/// there are many that nobody runs twice, so that they do not push out the others.
///
/// `capacity`: how many are kept; the least recently used go first. Thread safety: may be used by several engines and
/// threads.
std::shared_ptr<engine::CompiledCache> make_compiled_cache(std::size_t capacity = 500);

struct CompiledCacheStatus {
    std::size_t size = 0;      ///< statements in it
    std::uint64_t hits = 0;    ///< how often a statement was there already
    std::uint64_t misses = 0;  ///< how often not
};

CompiledCacheStatus status_of(const engine::CompiledCache& cache);

}  // namespace azoth
