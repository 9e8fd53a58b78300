// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl_events.hpp"

namespace azoth {

void DdlHooks::add(DdlEvent event, DdlHook hook) { hooks_.push_back({event, std::move(hook)}); }

void DdlHooks::call(DdlEvent event, DdlRunner& runner) const {
    for (const Entry& entry : hooks_)
        if (entry.event == event) entry.hook(runner);
}

}  // namespace azoth
