// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"

namespace azoth::orm {

/// A field as the object's row has it: the one in the object may have been changed since.
inline const void* row_field(const ObjectHeader& header, const MappedColumn& column) {
    return header.snapshot() != nullptr ? header.snapshot() + column.snapshot_offset
                                        : header.map()->field(header.object(), column);
}

/// The key of the object's row. Precondition: its class has_integer_key().
inline std::int64_t integer_key_of_row(const ObjectHeader& header) {
    return header.map()->integer_key().of_row(header);
}

/// Objects by their key, a single whole number: open addressing, no allocation per entry, eight bytes for each. The key
/// itself is read from the object: it must not change while the object is here.
class IntegerKeyMap {
public:
    /// An object, and behind its address, which is a multiple of 16, four bits of its key's hash: so most objects with
    /// other keys need not be looked at.
    class Slot {
    public:
        Slot() = default;
        Slot(ObjectHeader& object, std::uint64_t hash) : word_(reinterpret_cast<std::uintptr_t>(&object) | tag(hash)) {}
        /// Null when it is empty.
        ObjectHeader* object() const { return reinterpret_cast<ObjectHeader*>(word_ & ~kTag); }
        bool is_empty() const { return word_ == 0; }
        bool has(std::int64_t key, std::uint64_t hash) const {
            return (word_ & kTag) == tag(hash) && integer_key_of_row(*object()) == key;
        }

    private:
        static constexpr std::uintptr_t kTag = alignof(ObjectHeader) - 1;
        static std::uintptr_t tag(std::uint64_t hash) { return static_cast<std::uintptr_t>(hash >> 60) & kTag; }

        std::uintptr_t word_ = 0;
    };

    ObjectHeader* find(std::int64_t key) const {
        return slots_.empty() ? nullptr : slots_[position_of(key, hash(key))].object();
    }
    /// Where the object with the key is, or is to be put: insert() takes an empty one. Valid until the map is changed.
    Slot& slot_for(std::int64_t key) {
        reserve(size_ + 1);
        return slots_[position_of(key, hash(key))];
    }
    /// Precondition: `slot` comes from slot_for(), and the object has that key.
    void insert(Slot& slot, std::int64_t key, ObjectHeader& object) {
        if (slot.is_empty()) ++size_;
        slot = Slot(object, hash(key));
    }
    /// Replaces the object that has the same key.
    void insert(ObjectHeader& object) {
        const std::int64_t key = integer_key_of_row(object);
        insert(slot_for(key), key, object);
    }
    void erase(std::int64_t key);
    /// Makes room for so many objects in all.
    void reserve(std::size_t size) {
        if (size * 8 > slots_.size() * 7) grow_to(size);
    }
    std::size_t size() const { return size_; }

    template <class Visit>
    void for_each(Visit visit) const {
        for (const Slot& slot : slots_)
            if (!slot.is_empty()) visit(*slot.object());
    }

private:
    static constexpr int kRowBits = 3;
    static constexpr std::size_t kRow = std::size_t{1} << kRowBits;

    /// Of the object with the key, or else of the empty slot in which a search for it ends.
    std::size_t position_of(std::int64_t key, std::uint64_t hash) const {
        std::size_t i = home_of(key);
        while (!slots_[i].is_empty() && !slots_[i].has(key, hash)) i = next(i);
        return i;
    }
    /// Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4.
    static std::uint64_t hash(std::int64_t key) { return static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15U; }
    /// Keys that were counted up, as most are, stand side by side in a row of slots, which a large map finds in the
    /// cache for all of them. The first bits of a hash spread the rows evenly.
    std::size_t home_of(std::int64_t key) const {
        return static_cast<std::size_t>(hash(key >> kRowBits) >> shift_ << kRowBits) |
               (static_cast<std::size_t>(key) & (kRow - 1));
    }
    std::size_t next(std::size_t position) const { return (position + 1) & (slots_.size() - 1); }
    void grow_to(std::size_t size);

    using Slots = boost::container::small_vector<Slot, 16>;  // of which there are always a power of two

    Slots slots_;
    std::size_t size_ = 0;
    int shift_ = 0;  // leaves as many bits of a hash as number the rows
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
    /// So many more objects of the class are to come.
    void reserve(const ClassMap& map, std::size_t more) {
        if (more == 0 || !map.has_integer_key()) return;
        IntegerKeyMap& objects = entry(map).integers;
        objects.reserve(objects.size() + more);
    }
    /// Files the object under the key of its row.
    void insert(ObjectHeader& header);
    /// Takes the object out, if it is there.
    void erase(const ObjectHeader& header);
    /// Under which key an object was filed before, and whom it has displaced.
    struct Former {
        using Node = std::unordered_map<std::string, ObjectHeader*>::node_type;

        Node entry;
        std::string later_key;
        Node displaced_entry;
        // The same of integer keys.
        bool was_filed = false;
        ObjectHeader* displaced = nullptr;
    };
    /// `row` becomes the object's snapshot, and what it is filed under. When it fails nothing is changed.
    Former refile(ObjectHeader& header, std::byte* row);
    /// Undoes refile(), without memory; those of several in the opposite order. `row`: the snapshot of before.
    void file_back(ObjectHeader& header, std::byte* row, Former former) noexcept;
    void clear();

    template <class Visit>
    void for_each(Visit visit) const {
        for (const Entry* const entry : by_class_) {
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
    Entry& entry(const ClassMap& map) { return has(map) ? *by_class_[map.ordinal()] : new_entry(map); }
    /// Precondition: !has(map).
    Entry& new_entry(const ClassMap& map);
    static Former refile_integer(IntegerKeyMap& objects, ObjectHeader& header, std::byte* row);

    // Many sessions have a few objects of one class: for them there is room here.
    boost::container::small_vector<Entry*, 4> by_class_;  // by ClassMap::ordinal(); null: none yet
    std::optional<Entry> first_entry_;
    std::vector<std::unique_ptr<Entry>> further_entries_;
};

/// Appends a value so that different values give different bytes.
void append_key_bytes(std::string& bytes, const ValueView& value);
/// The values of some columns of an object as bytes that are equal exactly when the values are. Empty when one of them
/// is NULL.
std::string key_bytes(const ClassMap& map, std::span<const std::uint32_t> columns, const void* object);
/// The same of the object's row.
std::string row_bytes(const ObjectHeader& header, std::span<const std::uint32_t> columns);

}  // namespace azoth::orm
