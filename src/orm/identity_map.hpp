// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"

namespace azoth::orm {

/// Objects by a single whole number: open addressing, no allocation per entry.
class IntegerKeyMap {
public:
    struct Slot {
        std::int64_t key = 0;
        ObjectHeader* object = nullptr;
    };

    ObjectHeader* find(std::int64_t key) const { return slots_.empty() ? nullptr : slots_[position_of(key)].object; }
    /// Where the object with the key is, or is to be put: insert() takes an empty one. Valid until the map is changed.
    Slot& slot_for(std::int64_t key) {
        if ((size_ + 1) * 4 > slots_.size() * 3) grow_to(size_ + 1);
        return slots_[position_of(key)];
    }
    /// Precondition: `slot` comes from slot_for(key).
    void insert(Slot& slot, std::int64_t key, ObjectHeader& object) {
        if (slot.object == nullptr) ++size_;
        slot = {key, &object};
    }
    /// Replaces what was there under the key.
    void insert(std::int64_t key, ObjectHeader& object) { insert(slot_for(key), key, object); }
    void erase(std::int64_t key);
    /// Makes room for so many objects in all.
    void reserve(std::size_t size) {
        if (size * 4 > slots_.size() * 3) grow_to(size);
    }
    std::size_t size() const { return size_; }

    template <class Visit>
    void for_each(Visit visit) const {
        for (const Slot& slot : slots_)
            if (slot.object != nullptr) visit(*slot.object);
    }

private:
    /// Of the object with the key, or else of the empty slot in which a search for it ends.
    std::size_t position_of(std::int64_t key) const {
        std::size_t i = hash(key) & mask_;
        while (slots_[i].object != nullptr && slots_[i].key != key) i = (i + 1) & mask_;
        return i;
    }
    /// Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4.
    std::size_t hash(std::int64_t key) const {
        return static_cast<std::size_t>((static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15U) >> 32);
    }
    void grow_to(std::size_t size);

    std::vector<Slot> slots_;
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
};

/// At most one object per row: the objects of a session by class and key.
class IdentityMap {
public:
    ObjectHeader* find(const ClassMap& map, std::int64_t key) const {
        return has(map) ? by_class_[map.ordinal()]->integers.find(key) : nullptr;
    }
    /// The objects of a class with has_integer_key(). Lifetime: until clear().
    IntegerKeyMap& integers(const ClassMap& map) { return entry(map).integers; }
    /// The object with the same key as `object`, which need not be one of the session.
    ObjectHeader* find_like(const ClassMap& map, const void* object) const;
    ObjectHeader* find_bytes(const ClassMap& map, const std::string& key) const;
    /// The object of `map` whose key these columns of another object's row hold.
    ObjectHeader* find_by_row(const ClassMap& map, const ObjectHeader& referrer,
                              const std::vector<std::uint32_t>& columns) const;
    /// Files the object under the key of its row.
    void insert(ObjectHeader& header);
    /// Takes the object out, if it is there.
    void erase(const ObjectHeader& header);
    void clear() { by_class_.clear(); }

    template <class Visit>
    void for_each(Visit visit) const {
        for (const std::unique_ptr<Entry>& entry : by_class_) {
            if (entry == nullptr) continue;
            entry->integers.for_each(visit);
            for (const auto& [_, header] : entry->others) visit(*header);
        }
    }

private:
    struct Entry {
        IntegerKeyMap integers;
        std::unordered_map<std::string, ObjectHeader*> others;
    };
    bool has(const ClassMap& map) const {
        return map.ordinal() < by_class_.size() && by_class_[map.ordinal()] != nullptr;
    }
    Entry& entry(const ClassMap& map);

    std::vector<std::unique_ptr<Entry>> by_class_;  // by ClassMap::ordinal(); null: none yet
};

/// A field as the object's row has it: the one in the object may have been changed since.
inline const void* row_field(const ObjectHeader& header, const MappedColumn& column) {
    return header.snapshot != nullptr ? header.snapshot + column.snapshot_offset
                                      : header.map->field(header.object(), column);
}
/// Appends a value so that different values give different bytes.
void append_key_bytes(std::string& bytes, const ValueView& value);
/// The values of some columns of an object as bytes that are equal exactly when the values are. Empty when one of them
/// is NULL.
std::string key_bytes(const ClassMap& map, std::span<const std::uint32_t> columns, const void* object);

}  // namespace azoth::orm
