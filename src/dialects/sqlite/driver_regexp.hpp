// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace azoth::sqlite {

/// Regular expressions as in Perl, on the characters of UTF-8 texts. The patterns used last are kept compiled.
///
/// `flags`: `i` ignores case, `m` lets `^` and `$` match at line breaks, `s` lets `.` match them, `x` ignores white
/// space in the pattern. All throw std::exception for a pattern that is none.
///
/// Thread safety: one thread at a time, as the connection that it belongs to.
class RegexpCache {
public:
    RegexpCache();
    ~RegexpCache();
    RegexpCache(const RegexpCache&) = delete;
    RegexpCache& operator=(const RegexpCache&) = delete;

    bool matches(std::string_view text, std::string_view pattern, std::string_view flags);
    /// All matches replaced; `\1` in the replacement is the first group, `\\` a backslash.
    std::string replaced(std::string_view text, std::string_view pattern, std::string_view replacement,
                         std::string_view flags);

private:
    class Patterns;
    std::unique_ptr<Patterns> patterns_;
};

}  // namespace azoth::sqlite
