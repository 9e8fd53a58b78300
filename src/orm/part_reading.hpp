// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "azoth/engine/decode.hpp"
#include "orm/load_step.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Takes the row of an object; `steps` are those of the columns that were asked for, in their order.
using TakePart = std::function<void(ObjectHeader& object, const ValueView* cells, std::span<const DecodeStep> steps,
                                    std::span<const driver::ResultColumn> columns)>;

/// Which columns are read, and why.
struct WantedPart {
    std::span<const std::uint32_t> positions;
    const LoadStep* steps = nullptr;         ///< the options that give expressions; null: none
    LoadCause cause = LoadCause::Statement;  ///< Columns: listeners are told
};

/// Reads columns of objects of a hierarchy, which have them in common, from those tables alone that have them: one
/// query for every 500 objects. `map`: the class of one of them, to which the positions belong.
///
/// Calls `take` once for each object whose row is there.
void read_parts(SessionCore& session, const ClassMap& map, std::span<ObjectHeader* const> objects,
                const WantedPart& wanted, const TakePart& take);

}  // namespace azoth::orm
