// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <utility>

#include "azoth/base/shared.hpp"

namespace azoth {

enum class OptionsOf : std::uint8_t { Table, Column, Constraint, Index };

/// Options that one database alone understands: a struct that says `static constexpr OptionsOf kOptionsOf`. Those of
/// azoth's databases are in azoth/dialects/<name>/options.hpp; third parties bring their own. Other databases pay no
/// attention to them.
template <class O>
concept DialectOption = requires {
    { O::kOptionsOf } -> std::convertible_to<OptionsOf>;
};

/// The options of one schema object, at most one struct of each type.
class DialectOptions {
public:
    template <DialectOption O>
    void set(O options) {
        set(&kType<O>, make_node<const detail::SharedValue<O>>(std::move(options)));
    }
    /// Null when there are none of this type.
    template <DialectOption O>
    const O* find() const {
        const Counted* const found = find(&kType<O>);
        return found == nullptr ? nullptr : &static_cast<const detail::SharedValue<O>*>(found)->value;
    }
    /// Those that were given, or such as say nothing.
    template <DialectOption O>
    const O& get() const {
        static const O kNone{};
        const O* const found = find<O>();
        return found != nullptr ? *found : kNone;
    }

private:
    template <class O>
    inline static const char kType = 0;

    struct Entries;

    void set(const char* type, NodePtr<const Counted> value);
    const Counted* find(const char* type) const;

    Shared<Entries> all_;
};

}  // namespace azoth
