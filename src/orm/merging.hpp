// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "azoth/orm/query_options.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Session::merge() of values or objects of one class, and what they lead to: the session's objects, in this order.
/// `are_objects`: each is behind a Ref.
std::vector<void*> merge(SessionCore& session, ClassMap& map, std::span<const void* const> given, bool are_objects,
                         const MergeOptions& options);

}  // namespace azoth::orm
