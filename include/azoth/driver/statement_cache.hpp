// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace azoth::driver {

/// The prepared statements of one connection by SQL text: the least recently used goes when it is full.
///
/// `Prepared` is the driver's own type; destroying it must free the statement on the server or client.
template <class Prepared>
class StatementCache {
public:
    explicit StatementCache(std::size_t capacity) : capacity_(capacity == 0 ? 1 : capacity) {}

    /// Null when there is none. A found one becomes the most recently used. Lifetime: until the cache is changed.
    const std::shared_ptr<Prepared>& find(std::string_view sql) {
        // A loop runs the same statement again and again: comparing its text is cheaper than hashing it.
        if (!entries_.empty() && entries_.front().first == sql) return entries_.front().second;
        const auto found = by_sql_.find(sql);
        if (found == by_sql_.end()) return none_;
        entries_.splice(entries_.begin(), entries_, found->second);
        return found->second->second;
    }

    /// Precondition: find(sql) is null.
    void insert(std::string_view sql, std::shared_ptr<Prepared> prepared) {
        if (entries_.size() == capacity_) {
            by_sql_.erase(entries_.back().first);
            entries_.pop_back();
        }
        entries_.emplace_front(std::string(sql), std::move(prepared));
        by_sql_.emplace(entries_.front().first, entries_.begin());
    }

    void erase(std::string_view sql) {
        const auto found = by_sql_.find(sql);
        if (found == by_sql_.end()) return;
        const auto entry = found->second;
        by_sql_.erase(found);
        entries_.erase(entry);
    }

    void clear() {
        by_sql_.clear();
        entries_.clear();
    }

    std::size_t size() const { return entries_.size(); }

private:
    using Entry = std::pair<std::string, std::shared_ptr<Prepared>>;

    const std::shared_ptr<Prepared> none_;
    std::size_t capacity_;
    std::list<Entry> entries_;  // most recently used first; by_sql_ looks into its texts
    std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_sql_;
};

}  // namespace azoth::driver
