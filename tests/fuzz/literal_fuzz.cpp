// SPDX-License-Identifier: MIT
// Values that are written into the SQL: SQLite reads them as what they were.
#include <cmath>
#include <cstring>
#include <string>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "fuzz/fuzz_target.hpp"

namespace {

using namespace azoth;
using test::require;

template <class T>
T number_of(std::string_view bytes) {
    T number{};
    std::memcpy(&number, bytes.data(), std::min(bytes.size(), sizeof number));
    return number;
}

/// The first byte says what the rest is.
ValueView value_of(std::string_view input) {
    const std::string_view rest = input.substr(1);
    switch (input.front() % 8) {
        case 0: return ValueView::int64(number_of<std::int64_t>(rest));
        case 1: return ValueView::real(number_of<double>(rest));
        case 2: return ValueView::data(ValueKind::Bytes, rest.data(), rest.size());
        default: return ValueView::text(rest);
    }
}

bool is_same(const ValueView& value, const ValueView& read) {
    switch (value.kind()) {
        case ValueKind::Int64: return read.kind() == ValueKind::Int64 && read.as_int64() == value.as_int64();
        case ValueKind::Double:
            if (std::isnan(value.as_double())) return read.is_null();
            return read.kind() == ValueKind::Double && value.as_double() == read.as_double();
        default: return read.kind() == value.kind() && read.as_text() == value.as_text();
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Engine engine = create_engine("sqlite://");
    static Connection connection = engine.connect();
    if (size == 0) return 0;
    const ValueView value = value_of(test::as_text(data, size));
    std::string sql = "SELECT ";
    try {
        connection.dialect().write_literal(sql, value);
    } catch (const ArgumentError&) {
        require(value.as_text().find('\0') != std::string_view::npos, "only NUL cannot be written");
        return 0;
    }
    Execution execution = connection.run_statement(*text(sql).node());
    const ValueView* row = execution.cursor->next();
    require(row != nullptr && is_same(value, row[0]), sql);
    require(execution.cursor->next() == nullptr, "one row");
    return 0;
}
