// SPDX-License-Identifier: MIT
#include "azoth/types/uuid.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/core.h>
#include <boost/uuid/string_generator.hpp>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"

namespace azoth {
namespace {

[[noreturn]] void throw_bad_uuid(const ValueView& value) {
    throw DataError("bad_uuid", fmt::format("{} is not a UUID; expected text like "
                                            "'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' or 16 bytes",
                                            to_display_string(value)));
}

boost::uuids::uuid from_bytes(const ValueView& value) {
    boost::uuids::uuid result{};
    if (value.as_text().size() != sizeof result.data) throw_bad_uuid(value);
    std::copy(value.as_text().begin(), value.as_text().end(), result.begin());
    return result;
}

boost::uuids::uuid from_text(const ValueView& value) {
    const std::string_view text = value.as_text();
    try {
        return boost::uuids::string_generator()(text.begin(), text.end());
    } catch (const std::runtime_error&) {
        throw_bad_uuid(value);
    }
}

}  // namespace

void TypeTraits<boost::uuids::uuid>::read(const ValueView& value, boost::uuids::uuid& target) {
    switch (value.kind()) {
        case ValueKind::Uuid:
        case ValueKind::Bytes: target = from_bytes(value); return;
        case ValueKind::Text: target = from_text(value); return;
        default: detail::throw_wrong_kind(value, "boost::uuids::uuid");
    }
}

}  // namespace azoth
