// SPDX-License-Identifier: MIT
#pragma once

#include "compile/context.hpp"

namespace azoth::compile {

/// What `write` writes has its nesting CTEs before itself, and all of them where no WITH may stand further out.
template <class Write>
void write_with_ctes(SqlWriter& writer, Write write) {
    Context& context = writer.context();
    CteRegistry own;
    const Restored<CteRegistry*> nested(context.nested_ctes, &own);
    const Restored<CteRegistry*> outermost(context.ctes, context.ctes == nullptr ? &own : context.ctes);
    const SqlText::Place start = context.text.end();
    write();
    if (!own.is_empty()) context.text.insert(start, own.with_clause());
}

}  // namespace azoth::compile
