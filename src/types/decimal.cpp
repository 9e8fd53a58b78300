// SPDX-License-Identifier: MIT
#include "azoth/types/decimal.hpp"

#include <optional>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"
#include "types/decimal_text.hpp"

namespace azoth {

Decimal::Decimal(std::string_view text) {
    std::optional<std::string> plain = plain_decimal(text);
    if (!plain)
        throw ArgumentError("bad_decimal", fmt::format("cannot read {} as a decimal number: write it as -12.50 or "
                                                       "1.25e-3",
                                                       to_display_string(ValueView::text(text))));
    text_ = *std::move(plain);
}

double Decimal::to_double() const {
    return detail::read_double(ValueView::data(ValueKind::Decimal, text_.data(), text_.size()));
}

bool operator==(const Decimal& left, const Decimal& right) { return (left <=> right) == 0; }

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) {
    return compare_decimal_texts(left.text_, right.text_);
}

namespace {

Decimal from_text(const ValueView& value, std::string_view text) {
    try {
        return Decimal(text);
    } catch (const ArgumentError&) {
        throw DataError("bad_decimal", fmt::format("{} is not a decimal number", to_display_string(value)));
    }
}

}  // namespace

void TypeTraits<Decimal>::read(const ValueView& value, Decimal& target) {
    switch (value.kind()) {
        case ValueKind::Decimal:
        case ValueKind::Text: target = from_text(value, value.as_text()); return;
        case ValueKind::Int64: target = value.as_int64(); return;
        case ValueKind::Double: target = from_text(value, fmt::format("{}", value.as_double())); return;
        default: detail::throw_wrong_kind(value, detail::type_name<Decimal>());
    }
}

}  // namespace azoth
