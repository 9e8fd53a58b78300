// SPDX-License-Identifier: MIT
#include "azoth/orm/rows.hpp"

namespace azoth::orm {

RefList::RefList() = default;
RefList::RefList(RefList&&) noexcept = default;
RefList& RefList::operator=(RefList&&) noexcept = default;
RefList::~RefList() = default;

void* RefList::object_at(std::size_t position) const {
    ObjectHeader* const header = refs_[position].header();
    return header == nullptr ? nullptr : header->object();
}

}  // namespace azoth::orm
