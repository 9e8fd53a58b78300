// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/sql/node.hpp"

namespace azoth::test {

/// An expression as one line: `(and (= users.id 5) (is users.name null))`. Binds show their values.
std::string tree(const sql::Node& node);

template <class H>
concept NodeHandle = requires(const H& handle) {
    handle.node();
};

template <NodeHandle Handle>
std::string tree(const Handle& handle) {
    return tree(*handle.node());
}

}  // namespace azoth::test
