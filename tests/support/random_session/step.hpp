// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace azoth::test::random_session {

enum class Action : std::uint8_t {
    Add,
    AddChild,
    AddWithNewParent,
    Change,
    MoveByChild,
    MoveByParent,
    MoveToNewParent,
    TakeOut,
    Clear,
    Delete,
    AddAgain,
    Flush,
    Commit,
    Rollback,
    BeginNested,
    CommitNested,
    RollbackNested,
    ForgetAll,
    NewSession,
    Query,
    QueryValues,
    Load,
    Get,
    GetDeleted,
    Refresh,
    Fail,
    Check,
    Link,
    LinkNew,
    Unlink,
    ClearLinks,
    Merge,
    MergeChildren,
    ChangeKey,
};
inline constexpr int kActions = 34;

/// One step of a sequence. Its numbers choose among what there is when it is played, so that any part of a sequence is
/// a sequence too.
struct Step {
    Action action = Action::Check;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
};

struct Sequence {
    bool has_autoflush = true;
    std::vector<Step> steps;
};

Sequence make_sequence(std::uint32_t seed, std::size_t length);
/// One line from which read_sequence() makes the same again.
std::string to_string(const Sequence& sequence);
Sequence read_sequence(std::string_view text);

}  // namespace azoth::test::random_session
