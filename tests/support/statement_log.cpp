// SPDX-License-Identifier: MIT
#include "support/statement_log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <utility>

namespace azoth::test {

class StatementLog::Listener final : public EngineListener {
public:
    struct Entry {
        std::string sql;
        std::size_t row_count;
    };

    void before_execute(const ExecuteEvent& event) override {
        const std::lock_guard lock(mutex_);
        entries_.push_back({std::string(event.sql), event.row_count});
    }
    std::vector<Entry> entries() const {
        const std::lock_guard lock(mutex_);
        return entries_;
    }
    void clear() {
        const std::lock_guard lock(mutex_);
        entries_.clear();
    }

private:
    mutable std::mutex mutex_;
    std::vector<Entry> entries_;
};

StatementLog::StatementLog(Engine engine) : engine_(std::move(engine)), listener_(std::make_shared<Listener>()) {
    engine_.add_listener(listener_);
}

StatementLog::~StatementLog() {
    engine_.remove_listener(listener_);
}

std::vector<std::string> StatementLog::sql() const {
    std::vector<std::string> texts;
    for (auto& entry : listener_->entries()) texts.push_back(std::move(entry.sql));
    return texts;
}

std::vector<std::size_t> StatementLog::row_counts() const {
    std::vector<std::size_t> counts;
    for (const auto& entry : listener_->entries()) counts.push_back(entry.row_count);
    return counts;
}

std::size_t StatementLog::count(std::string_view sql_part) const {
    const std::vector<std::string> texts = sql();
    return static_cast<std::size_t>(std::ranges::count_if(
        texts, [&](const std::string& text) { return text.find(sql_part) != std::string::npos; }));
}

void StatementLog::clear() {
    listener_->clear();
}

void expect_statements(const StatementLog& log, std::size_t count, const std::source_location& place) {
    const std::vector<std::string> texts = log.sql();
    if (texts.size() == count) return;
    std::string list;
    for (const std::string& text : texts) list += "\n    " + text;
    ADD_FAILURE_AT(place.file_name(), static_cast<int>(place.line()))
        << "expected: " << count << " statements\n  actual: " << texts.size() << list;
}

}  // namespace azoth::test
