// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/types/type_wrapping.hpp"
#include "compile/by_dialect.hpp"

namespace azoth::compile {

/// What stands around values and columns of the type; null when nothing does.
inline const TypeWrapping::Forms* wrapping_of(SqlWriter& writer, const SqlType& type) {
    if (!type.wrapping) return nullptr;
    const auto found = entry_for(writer.dialect(), type.wrapping->forms);
    return found == type.wrapping->forms.end() ? nullptr : &*found;
}

/// What `write` writes, with `form` around it: its `{0}`.
template <class Write>
void write_wrapped(SqlWriter& writer, std::string_view form, Write write) {
    constexpr std::string_view kPlace = "{0}";
    if (form.empty()) return write();
    const std::size_t place = form.find(kPlace);
    writer.text(form.substr(0, place));
    write();
    writer.text(form.substr(place + kPlace.size()));
}

}  // namespace azoth::compile
