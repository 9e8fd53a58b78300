// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "compile/value_list.hpp"

namespace azoth::compile {
namespace {

bool is_list(const BindSlot& slot) { return slot.source == BindSlot::Source::BindList; }

std::size_t padded(std::size_t size) {
    constexpr std::size_t kStep = 1024;
    if (size == 0) return 0;
    return size <= kStep ? std::bit_ceil(size) : (size + kStep - 1) / kStep * kStep;
}

bool is_late(const BindSlot& slot) { return is_list(slot) || slot.source == BindSlot::Source::Literal; }

/// What stands in the SQL needs no placeholders.
constexpr std::size_t kWritten = static_cast<std::size_t>(-1);

/// How many values there are for the BindLists and Literals, in the order of the slots.
using LateSizes = std::vector<std::size_t>;

std::size_t count_placeholders(const Compiled& compiled, const LateSizes& sizes) {
    std::size_t count = 0;
    std::size_t late = 0;
    for (const BindSlot& slot : compiled.slots) {
        const std::size_t size = is_late(slot) ? sizes[late++] : 1;
        count += size == kWritten ? 0 : size * slot.width();
    }
    return count;
}

LateSizes sizes_of(const Compiled& compiled, std::span<const LateValues> values) {
    LateSizes sizes;
    for (const BindSlot& slot : compiled.slots) {
        if (!is_late(slot)) continue;
        const LateValues& each = values[sizes.size()];
        sizes.push_back(each.is_written ? kWritten : each.values.size() / slot.width());
    }
    return sizes;
}

/// Rounded up, unless the statement would get more parameters than the database takes.
LateSizes padded(const Compiled& compiled, const Dialect& dialect, const LateSizes& sizes) {
    LateSizes result;
    for (const std::size_t size : sizes) result.push_back(size == kWritten ? size : padded(size));
    return count_placeholders(compiled, result) > dialect.capabilities().max_parameters ? sizes : result;
}

/// Appends placeholders, counted on from what stands in the text already.
class PlaceholderWriter {
public:
    PlaceholderWriter(const Dialect& dialect, std::string& sql, std::vector<ParameterType>* types)
        : dialect_(dialect), sql_(sql), types_(types) {}

    void write(ParameterType type) {
        dialect_.write_placeholder(sql_, ++number_, {});
        if (types_ != nullptr) types_->push_back(type);
    }
    /// What stands between the parentheses of IN.
    void write_list(const BindSlot& slot, std::size_t size) {
        if (size == 0) sql_ += empty_list(slot);
        for (std::size_t i = 0; i < size; ++i) {
            if (i > 0) sql_ += ", ";
            if (slot.tuple_types.empty())
                write(slot.type);
            else
                write_tuple(slot);
        }
    }

private:
    void write_tuple(const BindSlot& slot) {
        std::string_view before = "(";
        for (const ParameterType& type : slot.tuple_types) {
            sql_ += before;
            write(type);
            before = ", ";
        }
        sql_ += ')';
    }

    const Dialect& dialect_;
    std::string& sql_;
    std::vector<ParameterType>* types_;
    std::size_t number_ = 0;
};

void check_number(std::size_t number, const Dialect& dialect) {
    const std::size_t limit = dialect.capabilities().max_parameters;
    if (number > limit)
        throw CompileError("too_many_parameters",
                           fmt::format("the statement has {} parameters, and {} takes {} at most; run it several times "
                                       "with fewer values, or put the values into a table and select from it",
                                       number, dialect.name(), limit));
}

/// Its text needs no escaping, so that nothing can go wrong.
bool is_plain(const Value& value) {
    switch (value.kind()) {
        case ValueKind::Null:
        case ValueKind::Bool:
        case ValueKind::Int64:
        case ValueKind::Date:
        case ValueKind::Time:
        case ValueKind::Timestamp:
        case ValueKind::TimestampTz:
        case ValueKind::Uuid: return true;
        default: return false;
    }
}

/// With that many placeholders for the late values that `late` does not write.
std::string assemble(const Compiled& compiled, const Dialect& dialect, const LateSizes& sizes,
                     std::span<const LateValues> late, std::vector<ParameterType>* types) {
    check_number(count_placeholders(compiled, sizes), dialect);
    std::string sql = compiled.pieces.front();
    PlaceholderWriter placeholders(dialect, sql, types);
    std::size_t number = 0;
    for (std::size_t i = 0; i < compiled.slots.size(); ++i) {
        const BindSlot& slot = compiled.slots[i];
        const std::size_t size = is_late(slot) ? sizes[number++] : 1;
        if (size == kWritten)
            append_literals(sql, slot, late[number - 1].values, dialect);
        else if (is_list(slot))
            placeholders.write_list(slot, size);
        else
            placeholders.write(slot.type);
        sql += compiled.pieces[i + 1];
    }
    return sql;
}

/// With lists of these sizes; each Literal has a placeholder.
LateSizes sizes_of(const Compiled& compiled, std::span<const std::size_t> list_sizes) {
    LateSizes sizes;
    std::size_t list = 0;
    for (const BindSlot& slot : compiled.slots)
        if (is_late(slot)) sizes.push_back(is_list(slot) ? list_sizes[list++] : 1);
    return sizes;
}

}  // namespace

void write_what_is_too_much(const Compiled& compiled, const Dialect& dialect, std::span<LateValues> late) {
    if (count_placeholders(compiled, sizes_of(compiled, late)) <= dialect.capabilities().max_parameters) return;
    for (LateValues& values : late)
        values.is_written = values.is_written || std::ranges::all_of(values.values, is_plain);
}

std::vector<std::size_t> padded_list_sizes(const Compiled& compiled, const Dialect& dialect,
                                           std::span<const LateValues> late) {
    LateSizes sizes = padded(compiled, dialect, sizes_of(compiled, late));
    std::replace(sizes.begin(), sizes.end(), kWritten, std::size_t{0});
    return sizes;
}

std::string expand(const Compiled& compiled, const Dialect& dialect, std::span<const LateValues> late,
                   std::vector<ParameterType>* types) {
    return assemble(compiled, dialect, padded(compiled, dialect, sizes_of(compiled, late)), late, types);
}

std::string expand(const Compiled& compiled, const Dialect& dialect, std::span<const std::size_t> list_sizes,
                   std::vector<ParameterType>* types) {
    return assemble(compiled, dialect, padded(compiled, dialect, sizes_of(compiled, list_sizes)), {}, types);
}

}  // namespace azoth::compile
