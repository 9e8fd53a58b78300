// SPDX-License-Identifier: MIT
#include "engine/named_values.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::engine {
namespace {

const std::vector<Value>& checked(const sql::NamedBindNode& node, const Parameter& given) {
    if (given.is_list() && node.form != sql::NamedBindNode::Form::Expanding)
        throw ArgumentError("bind_is_list",
                            fmt::format("the parameter ':{0}' is given a list of {1} values, but takes one; a place "
                                        "for a list is bindparam(\"{0}\").expanding()",
                                        node.name, given.values().size()));
    return given.values();
}

}  // namespace

const std::vector<Value>* NamedValues::find(const sql::NamedBindNode& node) const {
    if (!node.name.empty()) {
        for (const Parameters* parameters : {given_, fixed_})
            if (const Parameter* found = parameters != nullptr ? parameters->find(node.name) : nullptr)
                return &checked(node, *found);
    }
    return node.default_values ? &*node.default_values : nullptr;
}

}  // namespace azoth::engine
