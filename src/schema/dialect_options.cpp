// SPDX-License-Identifier: MIT
#include "azoth/schema/dialect_options.hpp"

namespace azoth {

void DialectOptions::set(const char* type, std::shared_ptr<const void> value) {
    for (Entry& entry : all_)
        if (entry.type == type) {
            entry.value = std::move(value);
            return;
        }
    all_.push_back({type, std::move(value)});
}

const void* DialectOptions::find(const char* type) const {
    for (const Entry& entry : all_)
        if (entry.type == type) return entry.value.get();
    return nullptr;
}

}  // namespace azoth
