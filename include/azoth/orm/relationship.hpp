// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// What happens to related objects along with the one they belong to.
enum class Cascade : std::uint8_t {
    None = 0,
    SaveUpdate = 1,      ///< what is put into the relationship joins the session (always on)
    Delete = 2,          ///< deleted with their parent
    DeleteOrphan = 4,    ///< deleted when taken out of the relationship
    Merge = 8,           ///< merge() takes them along
    RefreshExpire = 16,  ///< refresh() and expire() make them stale too
    Expunge = 32,        ///< expunge() lets them go too
    All = SaveUpdate | Delete | Merge | RefreshExpire | Expunge,  ///< but not DeleteOrphan
};

constexpr Cascade operator|(Cascade left, Cascade right) {
    return static_cast<Cascade>(static_cast<unsigned>(left) | static_cast<unsigned>(right));
}
constexpr bool has(Cascade set, Cascade part) {
    return (static_cast<unsigned>(set) & static_cast<unsigned>(part)) != 0;
}

/// When the objects of a relationship are loaded.
enum class Loading : std::uint8_t {
    Batch,     ///< at first access, for all objects of the same result at once
    OneByOne,  ///< at first access, for that object alone
    Raise,     ///< never: access throws ArgumentError(`lazy_load_refused`)
    // With each query that gives objects of the class, unless its options say otherwise.
    SelectIn,   ///< by one more query: selectinload()
    Subquery,   ///< the same by subqueryload()
    Joined,     ///< by the query itself: joinedload()
    Immediate,  ///< as SelectIn
    NoLoad,     ///< never: it looks empty
};

namespace orm {

class ClassMap;

/// A member that is named before its class is mapped.
struct MemberReference {
    ClassMap& (*map)() = nullptr;
    std::size_t offset = 0;
    const CppType* type = nullptr;
    bool is_descending = false;  ///< of order_by
};

struct Relationship;

}  // namespace orm
}  // namespace azoth
