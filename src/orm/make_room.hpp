// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace azoth::orm {

/// So many elements can be appended without a failure; the list grows as push_back() would let it.
template <class T>
void make_room(std::vector<T>& list, std::size_t more) {
    if (list.capacity() - list.size() < more) list.reserve(std::max(list.size() + more, list.capacity() * 2));
}

}  // namespace azoth::orm
