// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <mysql.h>

#include "azoth/types/sql_type.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth::mysql {

/// A value in the form in which the client library takes it. Texts and bytes are not copied.
struct WireValue {
    enum_field_types type = MYSQL_TYPE_NULL;
    const void* data = nullptr;  ///< of `number`, `time`, `text`, or of the value's own bytes
    std::size_t size = 0;        ///< of texts and bytes
    std::int64_t number = 0;
    double real = 0;
    MYSQL_TIME time = {};
    std::string text;  ///< made of the value
};

/// Converts; `wire` must stay where it is as long as its `data` is used. `index` counts from 1, for messages.
///
/// What the server has no type for becomes one that it has: an interval a number of microseconds or, when a TIME is
/// wanted, a time; an array JSON; the digits of bits a number; a UUID its text or, when bytes are wanted, its bytes.
///
/// Throws: DataError(`bad_value`) for what it cannot store (NaN, infinities, ranges, intervals of months),
/// DataError(`value_out_of_range`) for dates and times that the server does not have.
void to_wire(const ValueView& value, TypeKind type, std::size_t index, WireValue& wire);

/// The parameters of one execution, bound without copying texts and bytes.
class Parameters {
public:
    explicit Parameters(std::size_t count) : values_(count), binds_(count) {}

    /// Lifetime: what is bound points into the values until the statement was executed.
    /// Throws: ProgrammingError(`wrong_parameter_count`), and as to_wire().
    void bind(MYSQL_STMT* statement, std::span<const ParameterType> types, std::span<const ValueView> values);

private:
    std::vector<WireValue> values_;
    std::vector<MYSQL_BIND> binds_;
};

}  // namespace azoth::mysql
