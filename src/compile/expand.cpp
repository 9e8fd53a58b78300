// SPDX-License-Identifier: MIT
#include <bit>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "compile/empty_list.hpp"

namespace azoth::compile {
namespace {

bool is_list(const BindSlot& slot) { return slot.source == BindSlot::Source::BindList; }

std::size_t padded(std::size_t size) {
    constexpr std::size_t kStep = 1024;
    if (size == 0) return 0;
    return size <= kStep ? std::bit_ceil(size) : (size + kStep - 1) / kStep * kStep;
}

/// With lists of these sizes.
std::size_t count_placeholders(const Compiled& compiled, std::span<const std::size_t> list_sizes) {
    std::size_t count = 0;
    std::size_t list = 0;
    for (const BindSlot& slot : compiled.slots) count += is_list(slot) ? list_sizes[list++] * slot.width() : 1;
    return count;
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
                                       "with fewer values",
                                       number, dialect.name(), limit));
}

}  // namespace

std::string empty_list(const BindSlot& slot) {
    std::string values = "NULL";
    if (!slot.tuple_types.empty()) {
        values = "(NULL";
        for (std::size_t i = 1; i < slot.tuple_types.size(); ++i) values += ", NULL";
        values += ')';
    }
    return values + (slot.is_negated ? ") OR (1 = 1" : ") AND (1 != 1");
}

std::vector<std::size_t> padded_list_sizes(const Compiled& compiled, const Dialect& dialect,
                                           std::span<const std::size_t> list_sizes) {
    std::vector<std::size_t> result;
    for (const std::size_t size : list_sizes) result.push_back(padded(size));
    if (count_placeholders(compiled, result) > dialect.capabilities().max_parameters)
        result.assign(list_sizes.begin(), list_sizes.end());
    return result;
}

std::string expand(const Compiled& compiled, const Dialect& dialect, std::span<const std::size_t> list_sizes,
                   std::vector<ParameterType>* types) {
    const std::vector<std::size_t> sizes = padded_list_sizes(compiled, dialect, list_sizes);
    check_number(count_placeholders(compiled, sizes), dialect);
    std::string sql = compiled.pieces.front();
    PlaceholderWriter placeholders(dialect, sql, types);
    std::size_t list = 0;
    for (std::size_t i = 0; i < compiled.slots.size(); ++i) {
        if (is_list(compiled.slots[i]))
            placeholders.write_list(compiled.slots[i], sizes[list++]);
        else
            placeholders.write(compiled.slots[i].type);
        sql += compiled.pieces[i + 1];
    }
    return sql;
}

}  // namespace azoth::compile
