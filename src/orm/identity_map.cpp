// SPDX-License-Identifier: MIT
#include "orm/identity_map.hpp"

#include <cstring>
#include <memory>
#include <utility>

namespace azoth::orm {

void IntegerKeyMap::insert(std::int64_t key, ObjectHeader& object) {
    if ((size_ + 1) * 4 > slots_.size() * 3) grow();
    std::size_t i = hash(key) & mask_;
    while (slots_[i].object != nullptr && slots_[i].key != key) i = (i + 1) & mask_;
    if (slots_[i].object == nullptr) ++size_;
    slots_[i] = {key, &object};
}

void IntegerKeyMap::erase(std::int64_t key) {
    if (slots_.empty()) return;
    std::size_t hole = hash(key) & mask_;
    while (slots_[hole].object != nullptr && slots_[hole].key != key) hole = (hole + 1) & mask_;
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

void IntegerKeyMap::grow() {
    const std::size_t size = slots_.empty() ? 16 : slots_.size() * 2;
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(size));
    mask_ = size - 1;
    size_ = 0;
    for (const Slot& slot : old)
        if (slot.object != nullptr) insert(slot.key, *slot.object);
}

std::int64_t integer_key(const ClassMap& map, const void* object) {
    const MappedColumn& column = map.columns()[map.key().front()];
    const void* const field = map.field(object, column);
    switch (column.type->direct) {
        case DirectRead::Int64: {
            std::int64_t key = 0;
            std::memcpy(&key, field, sizeof key);
            return key;
        }
        case DirectRead::Int32: {
            std::int32_t key = 0;
            std::memcpy(&key, field, sizeof key);
            return key;
        }
        default: {
            std::int16_t key = 0;
            std::memcpy(&key, field, sizeof key);
            return key;
        }
    }
}

void append_key_bytes(std::string& bytes, const ValueView& value) {
    bytes += static_cast<char>(value.kind());
    std::uint64_t word = 0;
    switch (value.kind()) {
        case ValueKind::Text:
        case ValueKind::Bytes:
        case ValueKind::Decimal:
        case ValueKind::Uuid:
        case ValueKind::Json: {
            const std::string_view text = value.as_text();
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
        default: {
            word = static_cast<std::uint64_t>(value.as_int64());
            bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
        }
    }
}

std::string key_bytes(const ClassMap& map, std::span<const std::uint32_t> columns, const void* object) {
    std::string bytes;
    Scratch scratch;
    for (const std::uint32_t position : columns) {
        const MappedColumn& column = map.columns()[position];
        const ValueView value = column.type->view(map.field(object, column), scratch);
        if (value.is_null()) return {};
        append_key_bytes(bytes, value);
    }
    return bytes;
}

IdentityMap::Entry& IdentityMap::entry(const ClassMap& map) {
    if (map.ordinal() >= by_class_.size()) by_class_.resize(map.ordinal() + 1);
    return by_class_[map.ordinal()];
}

ObjectHeader* IdentityMap::find_bytes(const ClassMap& map, const std::string& key) const {
    if (map.ordinal() >= by_class_.size()) return nullptr;
    const auto& others = by_class_[map.ordinal()].others;
    const auto found = others.find(key);
    return found == others.end() ? nullptr : found->second;
}

ObjectHeader* IdentityMap::find_like(const ClassMap& map, const void* object) const {
    return map.has_integer_key() ? find(map, integer_key(map, object))
                                 : find_bytes(map, key_bytes(map, map.key(), object));
}

void IdentityMap::insert(ObjectHeader& header) {
    const ClassMap& map = *header.map;
    if (map.has_integer_key())
        entry(map).integers.insert(integer_key(map, header.object()), header);
    else
        entry(map).others.insert_or_assign(key_bytes(map, map.key(), header.object()), &header);
}

void IdentityMap::erase(const ObjectHeader& header) {
    const ClassMap& map = *header.map;
    if (find_like(map, header.object()) != &header) return;
    if (map.has_integer_key())
        entry(map).integers.erase(integer_key(map, header.object()));
    else
        entry(map).others.erase(key_bytes(map, map.key(), header.object()));
}

void IdentityMap::rekey(ObjectHeader& header, const std::byte* snapshot) {
    const ClassMap& map = *header.map;
    std::vector<std::byte> now(map.snapshot_size() + alignof(std::max_align_t));
    void* place = now.data();
    std::size_t space = now.size();
    auto* const current =
        static_cast<std::byte*>(std::align(alignof(std::max_align_t), map.snapshot_size(), place, space));
    map.construct_snapshot(header.object(), current);
    map.restore_snapshot(header.object(), snapshot);
    erase(header);
    map.restore_snapshot(header.object(), current);
    map.destroy_snapshot(current);
    insert(header);
}

}  // namespace azoth::orm
