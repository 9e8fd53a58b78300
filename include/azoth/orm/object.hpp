// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "azoth/base/node_ptr.hpp"

namespace azoth {

/// Where an object stands in its life with a session.
enum class ObjectState : std::uint8_t {
    Transient,   ///< not known to the database, and no session is going to insert it
    Pending,     ///< to be inserted by the next flush
    Persistent,  ///< stands for a row
    Deleted,     ///< its row was deleted in the running transaction
    Detached,    ///< stood for a row; its session is closed, has let it go, or has deleted it
};

namespace orm {

class ClassMap;
class ColumnSelection;
class Region;
class SessionCore;

/// The objects of one class that arrived with the same result: a lazy load of one serves them all.
struct LoadGroup {
    std::vector<struct ObjectHeader*> members;
    NodePtr<const Counted> steps;  ///< a LoadStep for them, where their query has options
};

/// What a session knows of an object; it stands directly before the object in memory.
struct alignas(std::max_align_t) ObjectHeader {
    Region* region = nullptr;
    const ClassMap* map = nullptr;
    LoadGroup* group = nullptr;
    std::byte* snapshot = nullptr;  ///< its columns as the database has them; null: it has not been touched
    std::uint32_t epoch = 0;        ///< the transaction of its session in which it was read last
    std::uint32_t saved_in = 0;     ///< the transaction frame that holds its earlier snapshot
    ObjectState state = ObjectState::Transient;
    bool is_touched = false;    ///< somebody may have changed it
    bool is_read_only = false;  ///< loaded as const: never tracked
    bool is_to_be_deleted = false;
    bool is_written = false;      ///< inserted by the flush that is running
    std::uint16_t loaded_as = 0;  ///< which columns are loaded, see Region::selection(); 0: all of them

    void* object() { return this + 1; }
    const void* object() const { return this + 1; }
};

/// Precondition: `object` lives in a region.
inline ObjectHeader& header_of(const void* object) {
    return *(static_cast<ObjectHeader*>(const_cast<void*>(object)) - 1);
}

/// Tells the session, if there is one, that the object may be changed from now on, and remembers its columns as they
/// are.
void touch_slowly(ObjectHeader& header);
inline void touch(ObjectHeader& header) {
    if (!header.is_touched) touch_slowly(header);
}

/// The memory in which the objects of a session live. It outlives the session while a Ref is left.
///
/// Thread safety: none, and the count of Refs is not atomic: a Ref belongs to the thread of its session.
class Region {
public:
    explicit Region(SessionCore* session) : session_(session) {}
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;

    void retain() { ++owners_; }
    void release() {
        if (--owners_ == 0) delete this;
    }

    /// The session, or null when it is closed.
    SessionCore* session() const { return session_; }
    void detach() { session_ = nullptr; }

    /// A default-constructed object of the class.
    ObjectHeader& create(const ClassMap& map);
    /// An object moved from `source`.
    ObjectHeader& adopt(const ClassMap& map, void* source);
    /// Bytes that live as long as the region and need no destructor of their own.
    std::byte* allocate(std::size_t size);
    /// A copy of the object's columns, destroyed with the region.
    std::byte* save_snapshot(const ObjectHeader& header);
    LoadGroup& new_group();
    /// A number for objects that have these columns alone, and what it stands for.
    std::uint16_t number_of(const ColumnSelection& selection);
    const ColumnSelection& selection(std::uint16_t number) const { return *selections_[number - 1U]; }

private:
    ~Region();
    ObjectHeader& place(const ClassMap& map);

    SessionCore* session_;
    std::size_t owners_ = 0;
    std::byte* next_ = first_block_;
    std::byte* end_ = first_block_ + sizeof first_block_;
    std::size_t next_block_size_ = 4096;
    std::vector<std::byte*> blocks_;
    std::vector<ObjectHeader*> destructible_;  // null: its constructor has thrown
    std::vector<std::pair<const ClassMap*, std::byte*>> snapshots_;
    std::vector<LoadGroup*> groups_;
    std::vector<const ColumnSelection*> selections_;
    /// Many sessions load an object or two: for them there is room here. A Region of 1 KiB is allocated fast.
    alignas(std::max_align_t) std::byte first_block_[832];
};

}  // namespace orm
}  // namespace azoth
