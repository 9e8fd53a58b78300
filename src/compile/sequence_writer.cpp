// SPDX-License-Identifier: MIT
#include "compile/sequence_writer.hpp"

#include <fmt/core.h>

#include "compile/context.hpp"
#include "compile/ddl_words.hpp"

namespace azoth::compile {
namespace {

void require_sequences(const SqlWriter& writer, std::string_view sequence) {
    if (!writer.dialect().ddl().sequences)
        throw_unsupported_ddl(writer.dialect().name(), fmt::format("sequences ('{}')", sequence),
                              "use an autoincrement() column instead");
}

void append_option(std::string& sql, std::string_view words, const std::optional<std::int64_t>& number) {
    if (number) sql += fmt::format("{}{} {}", sql.empty() ? "" : " ", words, *number);
}

void append_word(std::string& sql, std::string_view word, bool is_wanted) {
    if (is_wanted) sql.append(sql.empty() ? "" : " ").append(word);
}

}  // namespace

std::string counting_options(const SequenceOptions& options) {
    std::string sql;
    append_option(sql, "START WITH", options.start);
    append_option(sql, "INCREMENT BY", options.increment);
    append_option(sql, "MINVALUE", options.minvalue);
    append_option(sql, "MAXVALUE", options.maxvalue);
    append_word(sql, "NO MINVALUE", options.has_no_minvalue);
    append_word(sql, "NO MAXVALUE", options.has_no_maxvalue);
    append_option(sql, "CACHE", options.cache);
    append_word(sql, "CYCLE", options.cycles);
    return sql;
}

void write_next_value(SqlWriter& writer, const NextValueNode& node) {
    require_sequences(writer, node.name.text);
    writer.dialect().write_next_value(writer.context().text.pieces.back(), node);
}

namespace {

void write_data_type(SqlWriter& writer, const Sequence& sequence) {
    if (!sequence.data_type()) return;
    if (!writer.dialect().ddl().sequence_types)
        throw_unsupported_ddl(writer.dialect().name(), fmt::format("data types of sequences ('{}')", sequence.name()),
                              "leave data_type() out and give maxvalue() instead");
    writer.text(" AS ").text(*sequence.data_type() == TypeKind::SmallInteger ? "SMALLINT"
                             : *sequence.data_type() == TypeKind::Integer    ? "INTEGER"
                                                                             : "BIGINT");
}

}  // namespace

void write_create_sequence(SqlWriter& writer, const DdlNode& ddl) {
    const Sequence& sequence = *ddl.sequence;
    require_sequences(writer, sequence.name());
    writer.text("CREATE SEQUENCE ").text(if_not_exists(ddl));
    writer.dialect().write_qualified(writer.context().text.pieces.back(), sequence.schema(), sequence.quoted());
    write_data_type(writer, sequence);
    const std::string options = counting_options(sequence.counting());
    if (!options.empty()) writer.text(" ").text(options);
}

void write_drop_sequence(SqlWriter& writer, const DdlNode& ddl) {
    const Sequence& sequence = *ddl.sequence;
    require_sequences(writer, sequence.name());
    writer.text("DROP SEQUENCE ").text(if_exists(ddl));
    writer.dialect().write_qualified(writer.context().text.pieces.back(), sequence.schema(), sequence.quoted());
    write_cascade(writer, ddl);
}

}  // namespace azoth::compile
