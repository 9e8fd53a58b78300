// SPDX-License-Identifier: MIT
#include "azoth/schema/column_default.hpp"

namespace azoth {

ColumnDefault::ColumnDefault(const azoth::Sequence& sequence)
    : kind_(Kind::Sequence), expression_(sequence.next_value().node()), sequence_(share(sequence)) {}

}  // namespace azoth
