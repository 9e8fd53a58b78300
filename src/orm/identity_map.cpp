// SPDX-License-Identifier: MIT
#include "orm/identity_map.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace azoth::orm {
namespace {

template <class Number>
std::int64_t read_number(const void* field) {
    Number number = 0;
    std::memcpy(&number, field, sizeof number);
    return number;
}

/// Precondition: the column is the key of a class with has_integer_key().
std::int64_t integer_key(const MappedColumn& column, const void* field) {
    switch (column.type->direct) {
        case DirectRead::Int64: return read_number<std::int64_t>(field);
        case DirectRead::Int32: return read_number<std::int32_t>(field);
        default: return read_number<std::int16_t>(field);
    }
}

std::int64_t integer_key_of_row(const ObjectHeader& header) {
    const MappedColumn& column = header.map->columns()[header.map->key().front()];
    return integer_key(column, row_field(header, column));
}

template <class FieldOf>
std::string bytes_of_fields(const ClassMap& map, std::span<const std::uint32_t> columns, FieldOf field_of) {
    std::string bytes;
    Scratch scratch;
    for (const std::uint32_t position : columns) {
        const MappedColumn& column = map.columns()[position];
        const ValueView value = column.type->view(field_of(column), scratch);
        if (value.is_null()) return {};
        append_key_bytes(bytes, value);
    }
    return bytes;
}

std::string key_bytes_of_row(const ObjectHeader& header) {
    return bytes_of_fields(*header.map, header.map->key(),
                           [&](const MappedColumn& column) { return row_field(header, column); });
}

}  // namespace

void IntegerKeyMap::erase(std::int64_t key) {
    if (slots_.empty()) return;
    std::size_t hole = position_of(key);
    if (slots_[hole].object == nullptr) return;
    // Later entries of the same run move up, so that a search never meets a gap (Knuth, algorithm 6.4R).
    for (std::size_t i = (hole + 1) & mask_; slots_[i].object != nullptr; i = (i + 1) & mask_) {
        const std::size_t home = hash(slots_[i].key) & mask_;
        if (((i - home) & mask_) >= ((i - hole) & mask_)) {
            slots_[hole] = slots_[i];
            hole = i;
        }
    }
    slots_[hole] = {};
    --size_;
}

void IntegerKeyMap::grow_to(std::size_t size) {
    std::size_t slot_count = std::max<std::size_t>(16, slots_.size() * 2);
    while (size * 4 > slot_count * 3) slot_count *= 2;
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slot_count));
    mask_ = slot_count - 1;
    for (const Slot& slot : old)
        if (slot.object != nullptr) slots_[position_of(slot.key)] = slot;
}

namespace {

/// Equal numbers have one text: `1.5` for 1.50.
std::string_view without_scale(std::string_view number) {
    if (number.find('.') == std::string_view::npos) return number;
    number.remove_suffix(number.size() - 1 - number.find_last_not_of('0'));
    if (number.back() == '.') number.remove_suffix(1);
    return number == "-0" ? "0" : number;
}

}  // namespace

void append_key_bytes(std::string& bytes, const ValueView& value) {
    bytes += static_cast<char>(value.kind());
    std::uint64_t word = 0;
    switch (value.kind()) {
        case ValueKind::Text:
        case ValueKind::Bytes:
        case ValueKind::Decimal:
        case ValueKind::Uuid:
        case ValueKind::Json:
        case ValueKind::Array:
        case ValueKind::Range: {
            const std::string_view text =
                value.kind() == ValueKind::Decimal ? without_scale(value.as_text()) : value.as_text();
            word = text.size();
            bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
            bytes.append(text);
            break;
        }
        case ValueKind::Double: {
            const double number = value.as_double();
            bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
            break;
        }
        case ValueKind::Interval: {
            const Interval interval = value.as_interval();
            bytes.append(reinterpret_cast<const char*>(&interval), sizeof interval);
            break;
        }
        default: {
            word = static_cast<std::uint64_t>(value.as_int64());
            bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
        }
    }
}

std::string key_bytes(const ClassMap& map, std::span<const std::uint32_t> columns, const void* object) {
    return bytes_of_fields(map, columns, [&](const MappedColumn& column) { return map.field(object, column); });
}

IdentityMap::Entry& IdentityMap::entry(const ClassMap& map) {
    if (map.ordinal() >= by_class_.size()) by_class_.resize(map.ordinal() + 1);
    std::unique_ptr<Entry>& entry = by_class_[map.ordinal()];
    if (entry == nullptr) entry = std::make_unique<Entry>();
    return *entry;
}

ObjectHeader* IdentityMap::find_bytes(const ClassMap& map, const std::string& key) const {
    if (!has(map)) return nullptr;
    const auto& others = by_class_[map.ordinal()]->others;
    const auto found = others.find(key);
    return found == others.end() ? nullptr : found->second;
}

ObjectHeader* IdentityMap::find_like(const ClassMap& map, const void* object) const {
    if (!map.has_integer_key()) return find_bytes(map, key_bytes(map, map.key(), object));
    const MappedColumn& column = map.columns()[map.key().front()];
    return find(map, integer_key(column, map.field(object, column)));
}

ObjectHeader* IdentityMap::find_by_row(const ClassMap& map, const ObjectHeader& referrer,
                                       const std::vector<std::uint32_t>& columns) const {
    if (map.has_integer_key()) {
        const MappedColumn& column = referrer.map->columns()[columns.front()];
        Scratch scratch;
        const ValueView key = column.type->view(row_field(referrer, column), scratch);
        return key.kind() == ValueKind::Int64 ? find(map, key.as_int64()) : nullptr;
    }
    const std::string key = bytes_of_fields(*referrer.map, columns,
                                            [&](const MappedColumn& column) { return row_field(referrer, column); });
    return key.empty() ? nullptr : find_bytes(map, key);
}

void IdentityMap::insert(ObjectHeader& header) {
    Entry& objects = entry(*header.map);
    if (header.map->has_integer_key())
        objects.integers.insert(integer_key_of_row(header), header);
    else
        objects.others.insert_or_assign(key_bytes_of_row(header), &header);
}

// Undoing a flush must not need memory.
void IdentityMap::erase(const ObjectHeader& header) {
    if (!has(*header.map)) return;
    Entry& objects = *by_class_[header.map->ordinal()];
    if (header.map->has_integer_key()) {
        const std::int64_t key = integer_key_of_row(header);
        if (objects.integers.find(key) == &header) objects.integers.erase(key);
        return;
    }
    const auto found = objects.others.find(key_bytes_of_row(header));
    if (found != objects.others.end() && found->second == &header) objects.others.erase(found);
}

}  // namespace azoth::orm
