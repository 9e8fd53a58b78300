// SPDX-License-Identifier: MIT
#include "azoth/engine/stored_result.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "azoth/types/value.hpp"

namespace azoth {

struct StoredResult::Content {
    std::vector<driver::ResultColumn> columns;
    std::vector<Value> values;  // one row after another
    std::size_t row_count = 0;
    std::int64_t affected_rows = 0;
    std::int64_t last_insert_id = 0;
};

namespace {

template <class Content>
class StoredCursor final : public driver::Cursor {
public:
    explicit StoredCursor(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

    std::span<const driver::ResultColumn> columns() const override { return content_->columns; }
    const ValueView* next() override {
        if (row_ == content_->row_count) return nullptr;
        const std::size_t width = content_->columns.size();
        cells_.clear();
        for (std::size_t i = row_ * width; i < (row_ + 1) * width; ++i) cells_.push_back(content_->values[i].view());
        ++row_;
        return cells_.data();
    }
    std::size_t row_count() const override { return content_->row_count; }
    std::int64_t affected_rows() const override { return content_->affected_rows; }
    std::int64_t last_insert_id() const override { return content_->last_insert_id; }

private:
    const std::shared_ptr<const Content> content_;
    std::vector<ValueView> cells_;
    std::size_t row_ = 0;
};

}  // namespace

StoredResult::StoredResult(driver::Cursor& cursor) {
    auto content = std::make_shared<Content>();
    const auto columns = cursor.columns();
    content->columns.assign(columns.begin(), columns.end());
    const std::size_t width = columns.size();
    while (const ValueView* cells = cursor.next()) {
        for (std::size_t i = 0; i < width; ++i) content->values.emplace_back(cells[i]);
        ++content->row_count;
    }
    content->affected_rows = cursor.affected_rows();
    content->last_insert_id = cursor.last_insert_id();
    content_ = std::move(content);
}

std::unique_ptr<driver::Cursor> StoredResult::open() const { return std::make_unique<StoredCursor<Content>>(content_); }

std::size_t StoredResult::row_count() const { return content_->row_count; }

}  // namespace azoth
