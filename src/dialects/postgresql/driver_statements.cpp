// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_statements.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

namespace azoth::postgresql {

Statements::Statements(int capacity) : cache_(static_cast<std::size_t>(std::max(capacity, 1))) {}

std::shared_ptr<Prepared> Statements::find(std::string_view sql, std::string_view forms) {
    return cache_.find(key_of(sql, forms));
}

std::shared_ptr<Prepared> Statements::make() {
    return std::make_shared<Prepared>(fmt::format("azoth_{}", ++last_name_), dropped_);
}

void Statements::keep(std::string_view sql, std::string_view forms, const std::shared_ptr<Prepared>& prepared) {
    if (!prepared->is_on_server()) return;
    const std::string_view key = key_of(sql, forms);
    cache_.erase(key);
    cache_.insert(key, prepared);
}

void Statements::forget(std::string_view sql, std::string_view forms) { cache_.erase(key_of(sql, forms)); }

void Statements::forget_all() {
    cache_.clear();
    dropped_.clear();
}

std::vector<std::string> Statements::take_dropped() { return std::exchange(dropped_, {}); }

std::string_view Statements::key_of(std::string_view sql, std::string_view forms) {
    key_.assign(sql);
    key_ += '\0';  // cannot be part of SQL
    key_ += forms;
    return key_;
}

}  // namespace azoth::postgresql
