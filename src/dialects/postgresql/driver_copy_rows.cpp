// SPDX-License-Identifier: MIT
#include "azoth/dialects/postgresql/copy_rows.hpp"

#include <optional>

#include <fmt/core.h>

#include "azoth/compile/display.hpp"
#include "dialects/postgresql/driver_copy.hpp"
#include "dialects/postgresql/driver_copy_binary.hpp"
#include "dialects/postgresql/driver_copy_text.hpp"
#include "dialects/postgresql/driver_sql.hpp"
#include "engine/target_sql.hpp"

namespace azoth::postgresql {
namespace {

using detail::CopyRowSource;
using Row = std::span<const ValueView>;

constexpr std::size_t kChunk = 64 * 1024;

/// The rows of a source as the data of a COPY.
class RowsAsData {
public:
    /// `first` is the first row of `source`. Without `writer` the format is text.
    RowsAsData(CopyRowSource& source, Row first, const std::optional<CopyBinaryWriter>& writer)
        : source_(source), row_(first), width_(first.size()), writer_(writer) {}

    bool read(std::string& chunk) {
        chunk.clear();
        if (is_over_) return false;
        if (writer_ && is_first_) CopyBinaryWriter::append_header(chunk);
        is_first_ = false;
        for (; !row_.empty() && chunk.size() < kChunk; row_ = source_.next()) append_row(chunk);
        is_over_ = row_.empty();
        if (writer_ && is_over_) CopyBinaryWriter::append_trailer(chunk);
        return true;
    }

private:
    void append_row(std::string& chunk) {
        if (writer_) return writer_->append_row(chunk, row_);
        CopyText(width_, row_).read(line_);
        chunk += line_;
    }

    CopyRowSource& source_;
    Row row_;
    const std::size_t width_;
    const std::optional<CopyBinaryWriter>& writer_;
    std::string line_;
    bool is_first_ = true;
    bool is_over_ = false;
};

void require_columns(const Table& table, const std::vector<std::string>& columns, std::size_t width) {
    for (const std::string& name : columns) table.definition().column(name);
    if (columns.size() == width) return;
    throw ArgumentError("wrong_parameter_count",
                        fmt::format("copy_in() into '{}' names {} columns, but its rows have {} values",
                                    table.definition().full_name(), columns.size(), width));
}

void require_binary(const Layout& layout) {
    for (std::size_t i = 0; i < layout.columns.size(); ++i)
        if (layout.best_format == kTextFormat && !layout.has_binary[i])
            throw CompileError("unsupported",
                               fmt::format("copy_out() on postgresql cannot read the type of column '{}' in its binary "
                                           "format: cast it to Text",
                                           layout.columns[i].name));
}

}  // namespace

Result Connection::describe(const std::string& sql) {
    settle();
    send_deferred();
    Result answer = wire_.exchange(PQsendPrepare(wire_.handle(), "", sql.c_str(), 0, nullptr));
    if (!is_failure(answer.get())) answer = wire_.exchange(PQsendDescribePrepared(wire_.handle(), ""));
    if (is_failure(answer.get())) fail(answer.get());
    return answer;
}

namespace detail {

std::int64_t copy_rows_in(azoth::Connection& connection, const Table& table, const std::vector<std::string>& columns,
                          CopyRowSource& source, const std::source_location& where) {
    return engine::placed(where, [&]() -> std::int64_t {
        require_postgresql(connection.driver_connection());
        const Row first = source.next();
        if (first.empty()) return 0;
        require_columns(table, columns, first.size());
        const std::string target = engine::table_sql(connection, table);
        const std::string list = engine::columns_sql(connection.dialect(), columns);
        const std::string query = fmt::format("SELECT {} FROM {}", list, target);
        const auto writer = ask_before_copy(connection, query, [&](Connection& client) {
            return CopyBinaryWriter::for_rows_like(client.describe(zero_terminated(query)).get(), first);
        });
        const std::string_view format = writer ? " WITH (FORMAT binary)" : "";
        RowsAsData data(source, first, writer);
        return run_copy_in(connection, fmt::format("COPY {} ({}) FROM STDIN{}", target, list, format), where,
                           [&](std::string& chunk) { return data.read(chunk); });
    });
}

std::int64_t copy_rows_out(azoth::Connection& connection, const sql::StatementNode& query, std::size_t width,
                           CopyRowSink& sink, const std::source_location& where) {
    return engine::placed(where, [&] {
        require_postgresql(connection.driver_connection());
        const std::string sql = engine::query_sql(connection, query);
        const auto layout = ask_before_copy(connection, sql, [&](Connection& client) {
            return client.layout_of(client.describe(zero_terminated(sql)).get());
        });
        if (layout->columns.size() != width)
            throw ArgumentError(
                "wrong_column_count",
                fmt::format("the query gives {} columns, but its C++ type says {}", layout->columns.size(), width));
        require_binary(*layout);
        CopyBinaryReader reader(layout);
        return run_copy_out(connection, fmt::format("COPY ({}) TO STDOUT WITH (FORMAT binary)", sql), where,
                            [&](std::string_view data) {
                                reader.read(data, [&](const ValueView* cells) { sink.take(cells, layout->columns); });
                            });
    });
}

}  // namespace detail
}  // namespace azoth::postgresql
