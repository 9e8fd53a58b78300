// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/hooks.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// The hooks of a class when some of them are for objects that are loaded, else null.
inline const ClassHooks* load_hooks_of(const ClassMap& map) {
    return map.hooks() != nullptr && !map.hooks()->of(HookEvent::Load).empty() ? map.hooks() : nullptr;
}

/// For an object that the session does not know yet, of a class that has such hooks.
///
/// Throws ArgumentError(`key_changed_on_load`), and what hooks throw: the key is then as it was read.
void run_load_hooks(SessionCore& session, const ClassMap& map, void* object);
/// For one that has been read anew: when a hook throws, the session takes what was read for the row.
void run_load_hooks(SessionCore& session, ObjectHeader& header);

}  // namespace azoth::orm
