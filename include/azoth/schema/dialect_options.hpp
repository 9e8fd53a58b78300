// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

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
        set(&kType<O>, std::make_shared<const O>(std::move(options)));
    }
    /// Null when there are none of this type.
    template <DialectOption O>
    const O* find() const {
        return static_cast<const O*>(find(&kType<O>));
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

    struct Entry {
        const char* type;
        std::shared_ptr<const void> value;
    };

    void set(const char* type, std::shared_ptr<const void> value);
    const void* find(const char* type) const;

    std::vector<Entry> all_;
};

}  // namespace azoth
