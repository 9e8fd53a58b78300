// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/session.hpp"

namespace azoth {

template <class T>
bool Query<T>::exists(std::source_location where) const {
    return orm::has_rows(*session_, *select_.node(), where);
}

template <class T>
Page<T> Query<T>::page(std::int64_t number, std::int64_t size, std::source_location where) const {
    orm::require_page(number, size);
    Page<T> page{.total = order_by(std::nullopt).count(where), .number = number, .size = size};
    page.items = slice((number - 1) * size, number * size).all(where);
    return page;
}

template <class T>
template <class... Key>
Ref<T> Query<T>::get(const Key&... key) const {
    return session_->template get<T>(key...);
}

template <class T>
auto Query<T>::stream(StreamOptions options, std::source_location where) const {
    return session_->stream(select_, options, where);
}

template <class T>
std::int64_t Query<T>::delete_(std::source_location where) const {
    return orm::delete_rows(*session_, *select_.node(), where);
}

template <class T>
std::int64_t Query<T>::update(const std::vector<Assignment>& assignments, std::source_location where) const {
    return orm::update_rows(*session_, *select_.node(), assignments, where);
}

}  // namespace azoth
