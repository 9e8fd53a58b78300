// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <mysql.h>

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
    std::array<char, 36> text = {};
};

/// Converts; `wire` must stay where it is as long as its `data` is used. `index` counts from 1, for messages.
///
/// Throws: DataError(`bad_value`) for NaN and infinity, DataError(`value_out_of_range`) for dates and times that the
/// server does not have.
void to_wire(const ValueView& value, std::size_t index, WireValue& wire);

/// The parameters of one execution, bound without copying texts and bytes.
class Parameters {
public:
    explicit Parameters(std::size_t count) : values_(count), binds_(count) {}

    /// Lifetime: what is bound points into the values until the statement was executed.
    /// Throws: ProgrammingError(`wrong_parameter_count`), and as to_wire().
    void bind(MYSQL_STMT* statement, std::span<const ValueView> values);

private:
    std::vector<WireValue> values_;
    std::vector<MYSQL_BIND> binds_;
};

}  // namespace azoth::mysql
