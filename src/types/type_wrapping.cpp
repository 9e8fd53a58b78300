// SPDX-License-Identifier: MIT
#include "azoth/types/type_wrapping.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/sql_type.hpp"

namespace azoth {
namespace {

void check_form(const std::string& form) {
    if (form.empty() || form.find("{0}") != std::string::npos) return;
    throw ArgumentError("bad_form",
                        fmt::format("the form '{}' of a type says nowhere where the value stands; write {{0}} "
                                    "there",
                                    form));
}

}  // namespace

SqlType SqlType::wrapped(std::string dialect, std::string bind, std::string column) const {
    check_form(bind);
    check_form(column);
    TypeWrapping changed = wrapping ? *wrapping : TypeWrapping{};
    std::erase_if(changed.forms, [&](const TypeWrapping::Forms& each) { return each.dialect == dialect; });
    changed.forms.push_back({std::move(dialect), std::move(bind), std::move(column)});
    SqlType copy = *this;
    copy.wrapping = share(std::move(changed));
    return copy;
}

}  // namespace azoth
