// SPDX-License-Identifier: MIT
#include "engine/parameters_text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/types/value.hpp"

namespace azoth::engine {
namespace {

constexpr std::size_t kValuesShown = 24;
constexpr std::size_t kRowsShown = 6;

std::string row_text(std::span<const ValueView> values) {
    std::string text = "(";
    const std::size_t shown = std::min(values.size(), kValuesShown);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i != 0) text += ", ";
        text += to_display_string(values[i]);
    }
    if (shown < values.size()) text += fmt::format(", ... {} more", values.size() - shown);
    return text + ")";
}

}  // namespace

std::string parameters_text(std::span<const ValueView> values, std::size_t row_count) {
    if (row_count <= 1) return row_text(values);
    const std::size_t width = values.size() / row_count;
    const std::size_t shown = std::min(row_count, kRowsShown);
    std::string text = "[";
    for (std::size_t row = 0; row < shown; ++row) {
        if (row != 0) text += ", ";
        text += row_text(values.subspan(row * width, width));
    }
    if (shown < row_count) text += fmt::format(", ... {} more rows", row_count - shown);
    return text + "]";
}

}  // namespace azoth::engine
