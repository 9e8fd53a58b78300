// SPDX-License-Identifier: MIT
#pragma once

#include <boost/uuid/uuid.hpp>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// UUID columns are boost::uuids::uuid; Boost's generators and text conversions apply.
template <>
struct TypeTraits<boost::uuids::uuid> {
    static SqlType sql_type() { return Uuid{}; }
    static ValueView view(const boost::uuids::uuid& value, Scratch&) {
        return ValueView::data(ValueKind::Uuid, value.data, sizeof value.data);
    }
    /// Accepts Uuid, 16 Bytes, and Text with or without dashes and braces. Throws DataError(`bad_uuid`).
    static void read(const ValueView& value, boost::uuids::uuid& target);
};

}  // namespace azoth
