// SPDX-License-Identifier: MIT
#include "orm/column_index.hpp"

#include "orm/identity_map.hpp"

namespace azoth::orm {
namespace {

/// Null unless the columns are one that holds a whole number.
ValueView number_of(const ClassMap& map, const std::vector<std::uint32_t>& columns, const void* object) {
    if (columns.size() != 1) return {};
    const MappedColumn& column = map.columns()[columns.front()];
    Scratch scratch;
    const ValueView value = column.type->view(map.field(object, column), scratch);
    return value.kind() == ValueKind::Int64 ? value : ValueView();
}

}  // namespace

void ColumnIndex::add(ObjectHeader& header) {
    Objects* objects = nullptr;
    if (const ValueView number = number_of(map_, columns_, header.object()); !number.is_null()) {
        objects = &by_number_[number.as_int64()];
    } else {
        std::string key = key_bytes(map_, columns_, header.object());
        if (key.empty()) return;
        objects = &by_bytes_[std::move(key)];
    }
    if (objects->empty()) representatives_.push_back(&header);
    objects->push_back(&header);
    last_found_ = nullptr;
}

const ColumnIndex::Objects* ColumnIndex::find(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                                              const void* object) const {
    if (const ValueView number = number_of(map, columns, object); !number.is_null())
        return find_number(number.as_int64());
    if (by_bytes_.empty()) return nullptr;
    const auto found = by_bytes_.find(key_bytes(map, columns, object));
    return found == by_bytes_.end() ? nullptr : &found->second;
}

/// Rows that follow one another often belong together.
const ColumnIndex::Objects* ColumnIndex::find_number(std::int64_t number) const {
    if (last_found_ != nullptr && last_number_ == number) return last_found_;
    const auto found = by_number_.find(number);
    if (found == by_number_.end()) return nullptr;
    last_number_ = number;
    last_found_ = &found->second;
    return last_found_;
}

}  // namespace azoth::orm
