// SPDX-License-Identifier: MIT
#include "engine/cursor_chain.hpp"

#include <utility>

namespace azoth::engine {
namespace {

class CursorChain final : public driver::Cursor {
public:
    explicit CursorChain(std::vector<std::unique_ptr<driver::Cursor>> cursors) : cursors_(std::move(cursors)) {}

    std::span<const driver::ResultColumn> columns() const override { return cursors_.front()->columns(); }
    const ValueView* next() override {
        for (; current_ < cursors_.size(); ++current_)
            if (const ValueView* cells = cursors_[current_]->next()) return cells;
        return nullptr;
    }
    std::int64_t affected_rows() const override {
        std::int64_t sum = 0;
        for (const auto& cursor : cursors_) sum += cursor->affected_rows();
        return sum;
    }
    std::int64_t last_insert_id() const override { return cursors_.front()->last_insert_id(); }

private:
    std::vector<std::unique_ptr<driver::Cursor>> cursors_;
    std::size_t current_ = 0;
};

class EmptyCursor final : public driver::Cursor {
public:
    explicit EmptyCursor(const std::vector<CompiledColumn>& columns) {
        for (const CompiledColumn& column : columns) columns_.push_back({column.name, ValueKind::Null});
    }

    std::span<const driver::ResultColumn> columns() const override { return columns_; }
    const ValueView* next() override { return nullptr; }
    std::int64_t affected_rows() const override { return 0; }
    std::int64_t last_insert_id() const override { return 0; }

private:
    std::vector<driver::ResultColumn> columns_;
};

}  // namespace

std::unique_ptr<driver::Cursor> chain_cursors(std::vector<std::unique_ptr<driver::Cursor>> cursors) {
    if (cursors.size() == 1) return std::move(cursors.front());
    return std::make_unique<CursorChain>(std::move(cursors));
}

std::unique_ptr<driver::Cursor> make_empty_cursor(const std::vector<CompiledColumn>& columns) {
    return std::make_unique<EmptyCursor>(columns);
}

}  // namespace azoth::engine
