// SPDX-License-Identifier: MIT
#include "support/fake_backend.hpp"

#include <utility>

#include "azoth/driver/database_error.hpp"

namespace azoth::test {
namespace {

class FakeCursor final : public driver::Cursor {
public:
    FakeCursor(FakeAnswer answer, std::shared_ptr<bool> is_open)
        : answer_(std::move(answer)), is_open_(std::move(is_open)) {
        for (const std::string& name : answer_.columns) columns_.push_back({name, ValueKind::Null});
    }

    std::span<const driver::ResultColumn> columns() const override { return columns_; }
    const ValueView* next() override {
        if (!*is_open_ || next_ == answer_.rows.size()) return nullptr;
        cells_.clear();
        for (const Value& value : answer_.rows[next_]) cells_.push_back(value.view());
        ++next_;
        return cells_.data();
    }
    std::int64_t affected_rows() const override { return answer_.affected; }
    std::int64_t last_insert_id() const override { return answer_.last_insert_id; }

private:
    const FakeAnswer answer_;
    const std::shared_ptr<bool> is_open_;
    std::vector<driver::ResultColumn> columns_;
    std::vector<ValueView> cells_;
    std::size_t next_ = 0;
};

std::string text_of(std::span<const ValueView> parameters) {
    std::string text;
    for (const ValueView& value : parameters) text += (text.empty() ? " (" : ", ") + to_display_string(value);
    return text.empty() ? text : text + ")";
}

[[noreturn]] void fail(std::string code) {
    ErrorDetail detail;
    detail.message = "the fake server was told to answer so";
    detail.code = std::move(code);
    driver::throw_database_error(std::move(detail));
}

}  // namespace

void FakeServer::answer(std::string sql, FakeAnswer answer) {
    const std::lock_guard lock(mutex_);
    answers_.insert_or_assign(std::move(sql), std::move(answer));
}

std::vector<std::string> FakeServer::statements() const {
    const std::lock_guard lock(mutex_);
    return statements_;
}

void FakeServer::forget_statements() {
    const std::lock_guard lock(mutex_);
    statements_.clear();
}

FakeAnswer FakeServer::ask(std::string_view sql, std::string_view parameters) {
    const std::lock_guard lock(mutex_);
    statements_.push_back(std::string(sql) + std::string(parameters));
    const auto found = answers_.find(sql);
    return found == answers_.end() ? FakeAnswer{} : found->second;
}

void FakeServer::count_open() {
    ++opened_;
    const int now = ++open_;
    int most = most_open_;
    while (now > most && !most_open_.compare_exchange_weak(most, now)) {
    }
}

FakeConnection::FakeConnection(FakeServer& server) : server_(server), epoch_(server.epoch_) {
    if (server.refuses_) fail("connection_failed");
    server_.count_open();
}

FakeAnswer FakeConnection::ask(std::string_view sql, std::span<const ValueView> parameters) {
    if (epoch_ != server_.epoch_) {
        is_broken_ = true;
        fail("connection_lost");
    }
    FakeAnswer answer = server_.ask(sql, text_of(parameters));
    is_broken_ = is_broken_ || answer.error_code == "connection_lost";
    if (!answer.error_code.empty()) fail(answer.error_code);
    return answer;
}

std::unique_ptr<driver::Cursor> FakeConnection::execute(const driver::Statement& statement,
                                                        std::span<const ValueView> parameters) {
    return std::make_unique<FakeCursor>(ask(statement.sql, parameters), are_cursors_open_);
}

std::int64_t FakeConnection::execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                                          std::span<std::int64_t> affected) {
    const FakeAnswer answer = ask(statement.sql, parameters);
    for (std::int64_t& count : affected) count = answer.affected;
    return answer.affected * static_cast<std::int64_t>(affected.size());
}

bool FakeConnection::ping() {
    ++server_.pings_;
    return !is_broken_ && epoch_ == server_.epoch_;
}

void FakeConnection::reset() {
    ++server_.resets_;
    *are_cursors_open_ = false;
    are_cursors_open_ = std::make_shared<bool>(true);
}

}  // namespace azoth::test
