// SPDX-License-Identifier: MIT
#include <charconv>
#include <cmath>
#include <cstdint>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "azoth/base/error.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/packed_values.hpp"
#include "azoth/types/value.hpp"

namespace azoth {
namespace {

nlohmann::json to_json(const ValueView& value);

nlohmann::json array_to_json(std::string_view packed) {
    nlohmann::json array = nlohmann::json::array();
    for (ArrayReader elements(packed); !elements.at_end();) array.push_back(to_json(elements.next()));
    return array;
}

/// A number where JSON's readers take it for one: whole, and of 64 bits.
nlohmann::json decimal_to_json(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) return number;
    return std::string(text);
}

[[noreturn]] void refuse(const ValueView& value) {
    throw DataError("bad_value", fmt::format("{} cannot be an element of an array that is stored as JSON",
                                             to_display_string(value)));
}

nlohmann::json to_json(const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::Null: return nullptr;
        case ValueKind::Bool: return value.as_int64() != 0;
        case ValueKind::Int64: return value.as_int64();
        case ValueKind::Double:
            if (!std::isfinite(value.as_double())) refuse(value);
            return value.as_double();
        case ValueKind::Text: return std::string(value.as_text());
        case ValueKind::Decimal: return decimal_to_json(value.as_text());
        case ValueKind::Date: return iso_date(value.as_int64());
        case ValueKind::Time: return iso_time(value.as_int64());
        case ValueKind::Timestamp: return iso_timestamp(value.as_int64());
        case ValueKind::TimestampTz: return iso_timestamp(value.as_int64()) + "+00:00";
        case ValueKind::Uuid: return uuid_text(value.as_text());
        case ValueKind::Json: return nlohmann::json::parse(value.as_text());
        case ValueKind::Array: return array_to_json(value.as_text());
        case ValueKind::Bytes:
        case ValueKind::Range:
        case ValueKind::Interval: break;
    }
    refuse(value);
}

std::string pack(const nlohmann::json& array);

void add(ArrayPacker& packer, const nlohmann::json& element) {
    switch (element.type()) {
        case nlohmann::json::value_t::null: return packer.add({});
        case nlohmann::json::value_t::boolean: return packer.add(ValueView::boolean(element.get<bool>()));
        case nlohmann::json::value_t::number_integer: return packer.add(ValueView::int64(element.get<std::int64_t>()));
        case nlohmann::json::value_t::number_unsigned: {
            const std::string text = element.dump();
            const bool fits = element.get<std::uint64_t>() <= INT64_MAX;
            return packer.add(fits ? ValueView::int64(element.get<std::int64_t>())
                                   : ValueView::data(ValueKind::Decimal, text.data(), text.size()));
        }
        case nlohmann::json::value_t::number_float: return packer.add(ValueView::real(element.get<double>()));
        case nlohmann::json::value_t::string: return packer.add(ValueView::text(element.get_ref<const std::string&>()));
        case nlohmann::json::value_t::array: {
            const std::string bytes = pack(element);
            return packer.add(ValueView::data(ValueKind::Array, bytes.data(), bytes.size()));
        }
        default: {
            const std::string text = element.dump();
            return packer.add(ValueView::data(ValueKind::Json, text.data(), text.size()));
        }
    }
}

std::string pack(const nlohmann::json& array) {
    ArrayPacker packer;
    for (const nlohmann::json& element : array) add(packer, element);
    return packer.take();
}

[[noreturn]] void throw_no_array(std::string_view json, std::string_view why) {
    throw DataError("bad_json", fmt::format("{} is no JSON array: {}", to_display_string(ValueView::text(json)), why));
}

}  // namespace

std::string json_of_array(std::string_view packed) {
    try {
        return array_to_json(packed).dump();
    } catch (const nlohmann::json::exception& error) {
        throw DataError("bad_json", fmt::format("cannot write an array as JSON: {}", error.what()));
    }
}

std::string pack_json_array(std::string_view json) {
    nlohmann::json parsed;
    try {
        parsed = nlohmann::json::parse(json);
    } catch (const nlohmann::json::exception& error) {
        throw_no_array(json, error.what());
    }
    if (!parsed.is_array()) throw_no_array(json, "it holds something else");
    return pack(parsed);
}

}  // namespace azoth
