// SPDX-License-Identifier: MIT
#include "compile/query_writer.hpp"

#include "azoth/base/error.hpp"
#include "compile/select_writer.hpp"
#include "compile/text_writer.hpp"

namespace azoth::compile {

void write_query(SqlWriter& writer, const sql::StatementNode& query, std::span<const sql::FromColumn> names) {
    switch (query.kind()) {
        case sql::NodeKind::Select: return write_select(writer, static_cast<const sql::SelectNode&>(query), names);
        case sql::NodeKind::Text: return write_text(writer, static_cast<const sql::TextNode&>(query));
        default: throw CompileError("unsupported", "a statement of this kind cannot stand within another one");
    }
}

}  // namespace azoth::compile
