// SPDX-License-Identifier: MIT
#include "azoth/types/json.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

ValueView TypeTraits<nlohmann::json>::view(const nlohmann::json& value, Scratch& scratch) {
    try {
        const std::string_view text = scratch.keep(value.dump());
        return ValueView::data(ValueKind::Json, text.data(), text.size());
    } catch (const nlohmann::json::exception& error) {
        throw DataError("bad_json", fmt::format("cannot write a JSON value: {}", error.what()));
    }
}

void TypeTraits<nlohmann::json>::read(const ValueView& value, nlohmann::json& target) {
    if (value.kind() != ValueKind::Json && value.kind() != ValueKind::Text)
        detail::throw_wrong_kind(value, "nlohmann::json");
    try {
        target = nlohmann::json::parse(value.as_text());
    } catch (const nlohmann::json::exception& error) {
        throw DataError("bad_json", fmt::format("{} is not JSON: {}", to_display_string(value), error.what()));
    }
}

}  // namespace azoth
