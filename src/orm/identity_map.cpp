// SPDX-License-Identifier: MIT
#include "orm/identity_map.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace azoth::orm {
namespace {

constexpr std::size_t kLargeSteps = 4096;  // slots of 8 bytes each

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

}  // namespace

void IntegerKeyMap::erase(std::int64_t key) {
    if (slots_.empty()) return;
    std::size_t hole = position_of(key, hash(key));
    if (slots_[hole].is_empty()) return;
    // Later entries of the same run move up, so that a search never meets a gap (Knuth, algorithm 6.4R).
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = next(hole); !slots_[i].is_empty(); i = next(i)) {
        const std::size_t home = home_of(integer_key_of_row(*slots_[i].object()));
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            slots_[hole] = slots_[i];
            hole = i;
        }
    }
    slots_[hole] = {};
    --size_;
}

void IntegerKeyMap::grow_to(std::size_t size) {
    // In large steps at first: each of them looks at all keys again.
    std::size_t slot_count = std::max<std::size_t>(16, slots_.size() * (slots_.size() < kLargeSteps ? 4 : 2));
    while (size * 8 > slot_count * 7) slot_count *= 2;
    shift_ = std::countl_zero(std::uint64_t{slot_count - 1}) + kRowBits;
    if (size_ == 0) return slots_.resize(slot_count);
    Slots old(slot_count);
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.is_empty()) continue;
        // No two have the same key.
        std::size_t i = home_of(integer_key_of_row(*slot.object()));
        while (!slots_[i].is_empty()) i = next(i);
        slots_[i] = slot;
    }
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

std::string row_bytes(const ObjectHeader& header, std::span<const std::uint32_t> columns) {
    return bytes_of_fields(*header.map(), columns,
                           [&](const MappedColumn& column) { return row_field(header, column); });
}

IdentityMap::Entry& IdentityMap::new_entry(const ClassMap& map) {
    if (map.ordinal() >= by_class_.size()) by_class_.resize(map.ordinal() + 1);
    Entry& made = first_entry_ ? *further_entries_.emplace_back(std::make_unique<Entry>()) : first_entry_.emplace();
    by_class_[map.ordinal()] = &made;
    return made;
}

void IdentityMap::clear() {
    by_class_.clear();
    first_entry_.reset();
    further_entries_.clear();
}

ObjectHeader* IdentityMap::find_bytes(const ClassMap& map, const std::string& key) const {
    if (!has(map)) return nullptr;
    const auto& others = by_class_[map.ordinal()]->others;
    const auto found = others.find(key);
    return found == others.end() ? nullptr : found->second;
}

ObjectHeader* IdentityMap::find_like(const ClassMap& map, const void* object) const {
    if (!map.has_integer_key()) return find_bytes(map, key_bytes(map, map.key(), object));
    return find(map, map.integer_key().of_object(object));
}

ObjectHeader* IdentityMap::find_by_row(const ClassMap& map, const ObjectHeader& referrer,
                                       const std::vector<std::uint32_t>& columns) const {
    if (map.has_integer_key()) {
        const MappedColumn& column = referrer.map()->columns()[columns.front()];
        Scratch scratch;
        const ValueView key = column.type->view(row_field(referrer, column), scratch);
        return key.kind() == ValueKind::Int64 ? find(map, key.as_int64()) : nullptr;
    }
    const std::string key = row_bytes(referrer, columns);
    return key.empty() ? nullptr : find_bytes(map, key);
}

void IdentityMap::insert(ObjectHeader& header) {
    Entry& objects = entry(*header.map());
    if (header.map()->has_integer_key())
        objects.integers.insert(header);
    else
        objects.others.insert_or_assign(row_bytes(header, header.map()->key()), &header);
}

// Undoing a flush must not need memory.
void IdentityMap::erase(const ObjectHeader& header) {
    if (!has(*header.map())) return;
    Entry& objects = *by_class_[header.map()->ordinal()];
    if (header.map()->has_integer_key()) {
        const std::int64_t key = integer_key_of_row(header);
        if (objects.integers.find(key) == &header) objects.integers.erase(key);
        return;
    }
    auto found = objects.others.end();
    try {
        found = objects.others.find(row_bytes(header, header.map()->key()));
    } catch (const std::bad_alloc&) {
        found = std::find_if(objects.others.begin(), objects.others.end(),
                             [&](const auto& entry) { return entry.second == &header; });
    }
    if (found != objects.others.end() && found->second == &header) objects.others.erase(found);
}

// Another one that has the key still may be about to get a new one, in the same flush.
IdentityMap::Former IdentityMap::refile_integer(IntegerKeyMap& objects, ObjectHeader& header, std::byte* row) {
    objects.reserve(objects.size() + 1);
    const std::int64_t key = integer_key_of_row(header);
    Former former;
    former.was_filed = objects.find(key) == &header;
    if (former.was_filed) objects.erase(key);
    header.set_snapshot(row);
    former.displaced = objects.find(integer_key_of_row(header));
    objects.insert(header);
    return former;
}

IdentityMap::Former IdentityMap::refile(ObjectHeader& header, std::byte* row) {
    const ClassMap& map = *header.map();
    if (map.has_integer_key()) return refile_integer(entry(map).integers, header, row);
    auto& others = entry(map).others;
    others.reserve(others.size() + 1);
    const std::string key = row_bytes(header, map.key());
    Former former{
        .later_key = bytes_of_fields(map, map.key(), [&](const MappedColumn& at) { return row + at.snapshot_offset; })};
    std::unordered_map<std::string, ObjectHeader*> made{{former.later_key, &header}};
    const auto found = others.find(key);
    if (found != others.end() && found->second == &header) former.entry = others.extract(found);
    if (const auto there = others.find(former.later_key); there != others.end())
        former.displaced_entry = others.extract(there);
    others.insert(made.extract(made.begin()));
    header.set_snapshot(row);
    return former;
}

void IdentityMap::file_back(ObjectHeader& header, std::byte* row, Former former) noexcept {
    Entry& objects = entry(*header.map());
    if (header.map()->has_integer_key()) {
        erase(header);
        header.set_snapshot(row);
        // There is room: they were there before.
        if (former.was_filed) objects.integers.insert(header);
        if (former.displaced != nullptr) objects.integers.insert(*former.displaced);
        return;
    }
    header.set_snapshot(row);
    const auto found = objects.others.find(former.later_key);
    if (found != objects.others.end() && found->second == &header) objects.others.erase(found);
    for (Former::Node* const node : {&former.entry, &former.displaced_entry}) {
        if (node->empty()) continue;
        objects.others.erase(node->key());
        objects.others.insert(std::move(*node));
    }
}

}  // namespace azoth::orm
