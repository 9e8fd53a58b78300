// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>

#include "azoth/types/cpp_type.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

namespace orm {

/// The column that tells whether somebody else has changed a row.
struct VersionRule {
    std::size_t offset = 0;        ///< of the member
    void (*function)() = nullptr;  ///< makes a version of the one before; null: the database does
    /// Calls `function`. A null `previous` asks for the first version.
    Value (*next)(void (*function)(), const void* previous) = nullptr;
    bool has_generator = false;  ///< `function` is one of the program's
    std::uint32_t column = 0;    ///< the position of the member among ClassMap::columns()
};

/// Where a version counter is to be told more.
struct DraftedVersion {
    VersionRule* rule;
    bool* is_fetched;  ///< of its column
};

template <class M>
M next_version(const M& previous) {
    if constexpr (std::integral<M>)
        return static_cast<M>(previous + 1);
    else
        return time_point_cast<typename M::duration>(M::clock::now());
}

/// Null for a type that needs a generator().
template <class M>
void (*version_function())() {
    if constexpr (std::integral<M> || requires { M::clock::now(); })
        return reinterpret_cast<void (*)()>(&next_version<M>);
    else
        return nullptr;
}

template <class M>
Value call_version_function(void (*function)(), const void* previous) {
    const M made =
        reinterpret_cast<M (*)(const M&)>(function)(previous == nullptr ? M() : *static_cast<const M*>(previous));
    Scratch scratch;
    return Value(cpp_type<M>().view(&made, scratch));
}

}  // namespace orm

/// The mapping of a version counter, within mapping(): what Mapper::version_id() returns.
template <class M>
class VersionMapping {
public:
    explicit VersionMapping(const orm::DraftedVersion& draft) : rule_(draft.rule), is_fetched_(draft.is_fetched) {}

    /// Makes versions by a function of the one before, `M()` for a new row: `generator([](const Uuid&) { return
    /// new_uuid(); })`. No two versions of a row may be equal.
    VersionMapping& generator(M (*next)(const M& previous)) {
        rule_->function = reinterpret_cast<void (*)()>(next);
        rule_->has_generator = true;
        return *this;
    }
    /// The database changes the column in every UPDATE, by a trigger or the like: it is never written, and read back.
    VersionMapping& server_side() {
        rule_->function = nullptr;
        *is_fetched_ = true;
        return *this;
    }

private:
    orm::VersionRule* rule_;
    bool* is_fetched_;
};

}  // namespace azoth
