// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_open_streams.hpp"

#include <algorithm>
#include <array>

#include "dialects/postgresql/driver_sql.hpp"

namespace azoth::postgresql {
namespace {

// As azoth writes them.
constexpr std::string_view kSetSavepoint = "SAVEPOINT ";
constexpr std::string_view kRelease = "RELEASE SAVEPOINT ";
constexpr std::string_view kRollBackTo = "ROLLBACK TO SAVEPOINT ";

bool is_plain(std::string_view sql, std::string_view start) {
    return sql.starts_with(start) && sql.find(';') == std::string_view::npos;
}

/// As users write them.
bool may_end_streams(std::string_view sql) {
    static constexpr std::array<std::string_view, 5> kWords = {"rollback", "commit", "abort", "prepare", "end"};
    const bool has_more = sql.find(';') != std::string_view::npos || sql.find("/*") != std::string_view::npos ||
                          sql.find("--") != std::string_view::npos;
    return std::ranges::any_of(kWords, [sql, has_more](std::string_view word) {
        return has_more ? contains_word(sql, word) : starts_with_word(sql, word);
    });
}

}  // namespace

bool OpenStreams::contains(std::uint64_t number) const {
    return std::ranges::count(open_, number, &Stream::number) != 0;
}

void OpenStreams::leave(std::uint64_t number) {
    const auto found = std::ranges::find(open_, number, &Stream::number);
    if (found != open_.end()) found->is_left = true;
}

std::string OpenStreams::take_left() {
    std::string sql;
    std::erase_if(open_, [&sql](const Stream& stream) {
        if (!stream.is_left) return false;
        if (stream.is_certain) sql += "CLOSE " + cursor_name(stream.number) + ";";
        return true;
    });
    return sql;
}

void OpenStreams::before(std::string_view sql) {
    if (open_.empty() && savepoints_.empty()) return;
    if (sql == "COMMIT" || sql == "ROLLBACK" || is_plain(sql, "PREPARE TRANSACTION ")) return clear();
    if (is_plain(sql, kRollBackTo)) return roll_back_to(sql.substr(kRollBackTo.size()));
    if (is_plain(sql, kRelease)) return;
    if (may_end_streams(sql)) doubt();
}

void OpenStreams::after(std::string_view sql) {
    if (is_plain(sql, kSetSavepoint)) savepoints_.push_back({std::string(sql.substr(kSetSavepoint.size())), last_});
    if (is_plain(sql, kRelease)) release(sql.substr(kRelease.size()));
}

void OpenStreams::doubt() {
    for (Stream& stream : open_) stream.is_certain = false;
}

void OpenStreams::clear() {
    open_.clear();
    savepoints_.clear();
}

/// What was declared behind it is gone, also what a savepoint within it was released with.
void OpenStreams::roll_back_to(std::string_view savepoint) {
    const auto found = find(savepoint);
    if (found == savepoints_.end()) return doubt();
    std::erase_if(open_, [last = found->last](const Stream& stream) { return stream.number > last; });
    savepoints_.erase(found + 1, savepoints_.end());
}

void OpenStreams::release(std::string_view savepoint) { savepoints_.erase(find(savepoint), savepoints_.end()); }

std::vector<OpenStreams::Savepoint>::iterator OpenStreams::find(std::string_view savepoint) {
    const auto found = std::find_if(savepoints_.rbegin(), savepoints_.rend(),
                                    [savepoint](const Savepoint& one) { return one.name == savepoint; });
    return found == savepoints_.rend() ? savepoints_.end() : std::prev(found.base());
}

}  // namespace azoth::postgresql
