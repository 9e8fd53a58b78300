// SPDX-License-Identifier: MIT
#include "compile/text_writer.hpp"

#include "compile/context.hpp"

namespace azoth::compile {

void write_text(SqlWriter& writer, const sql::TextNode& text) {
    writer.text(text.pieces.front());
    for (std::size_t i = 0; i < text.uses.size(); ++i) {
        const sql::TextNode::NamedBind& bind = text.binds[text.uses[i]];
        const Restored<std::string_view> name(writer.context().bind_name, bind.name);
        writer.expression(*bind.value).text(text.pieces[i + 1]);
    }
}

}  // namespace azoth::compile
