// SPDX-License-Identifier: MIT
#include "orm/lazy_load_watch.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/log.hpp"
#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

LazyLoadWatch::Entry& LazyLoadWatch::entry(const Relationship& relationship) {
    const auto known = std::ranges::find_if(entries_, [&](const Entry& entry) {
        return entry.relationship == &relationship && entry.line == place_.line() && entry.file == place_.file_name();
    });
    if (known != entries_.end()) return *known;
    return entries_.emplace_back(Entry{&relationship, place_.file_name(), place_.line(), 0});
}

void LazyLoadWatch::count(const Relationship& relationship, std::size_t objects, int most) {
    ++statistics.lazy_loads;
    statistics.lazily_loaded_for += objects;
    if (most <= 0) return;
    Entry& place = entry(relationship);
    if (++place.loads != most + 1) return;
    ++statistics.lazy_load_warnings;
    const std::string where = place.line == 0 ? "" : fmt::format(", after the call at {}:{}", place.file, place.line);
    log(LogLevel::Warning, "azoth.orm",
        fmt::format("{0}::{1} has been loaded lazily {2} times{3}; load it with the query that brings the objects: "
                    "options(selectinload(&{0}::{1}))",
                    relationship.owner->name(), relationship.name, place.loads, where));
}

}  // namespace azoth::orm
