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

/// How objects stand with their session. Those of one class that came with the same result share one; an object that
/// has been touched has its own.
struct ObjectStanding {
    Region* region = nullptr;
    const ClassMap* map = nullptr;
    LoadGroup* group = nullptr;
    std::byte* snapshot = nullptr;  ///< its columns as the database has them; null: it has not been touched
    std::uint32_t saved_in = 0;     ///< the transaction frame that holds its earlier snapshot
};

/// What a session knows of an object; it stands directly before the object in memory. There may be very many: what
/// few of them need is in the standing.
struct alignas(std::max_align_t) ObjectHeader {
    ObjectStanding* standing = nullptr;
    std::uint32_t epoch = 0;      ///< the transaction of its session in which it was read last
    std::uint16_t loaded_as = 0;  ///< which columns are loaded, see Region::selection(); 0: all of them
    ObjectState state = ObjectState::Transient;
    bool is_touched : 1 = false;    ///< somebody may have changed it
    bool is_read_only : 1 = false;  ///< loaded as const: never tracked
    bool is_to_be_deleted : 1 = false;
    bool is_written : 1 = false;         ///< inserted by the flush that is running
    bool has_own_standing : 1 = false;   ///< see Region::own_standing()
    bool is_hole : 1 = false;            ///< its constructor has thrown
    bool has_generated_key : 1 = false;  ///< its last INSERT has given its key to it: see generated_key.hpp

    void* object() { return this + 1; }
    const void* object() const { return this + 1; }
    Region* region() const { return standing->region; }
    const ClassMap* map() const { return standing->map; }
    LoadGroup* group() const { return standing->group; }
    std::byte* snapshot() const { return standing->snapshot; }
    std::uint32_t saved_in() const { return standing->saved_in; }
    /// Precondition: the snapshot comes from the region, or is null.
    void set_snapshot(std::byte* snapshot) {
        if (has_own_standing) standing->snapshot = snapshot;
    }
    /// Precondition: there is a snapshot.
    void set_saved_in(std::uint32_t frame) {
        if (has_own_standing) standing->saved_in = frame;
    }
};
static_assert(sizeof(void*) != 8 || sizeof(ObjectHeader) == 16);

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
    explicit Region(SessionCore* session);
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;

    void retain() { ++owners_; }
    void release() {
        if (--owners_ == 0) delete this;
    }

    /// The session, or null when it is closed.
    SessionCore* session() const { return session_; }
    void detach() { session_ = nullptr; }

    /// For objects of the class that are of no group.
    ObjectStanding& standing_of(const ClassMap& map) {
        if (first_standing_ != nullptr && first_standing_->map == &map) return *first_standing_;
        return find_standing(map);
    }
    /// For objects of the class that are of the group.
    ObjectStanding& new_standing(const ClassMap& map, LoadGroup* group);
    /// The object's own, from now on.
    ObjectStanding& own_standing(ObjectHeader& header);
    /// A default-constructed object.
    ObjectHeader& create(ObjectStanding& standing);
    ObjectHeader& create(const ClassMap& map) { return create(standing_of(map)); }
    /// An object moved from `source`.
    ObjectHeader& adopt(ObjectStanding& standing, void* source);
    ObjectHeader& adopt(const ClassMap& map, void* source) { return adopt(standing_of(map), source); }
    /// A copy of the object's columns, destroyed with the region, which may become its snapshot.
    std::byte* save_snapshot(ObjectHeader& header);
    LoadGroup& new_group();
    /// A number for objects that have these columns alone, and what it stands for.
    std::uint16_t number_of(const ColumnSelection& selection);
    const ColumnSelection& selection(std::uint16_t number) const { return *selections_[number - 1U]; }

private:
    /// Filled from both ends: by objects, which follow each other directly, and by all else.
    struct Block {
        std::byte* memory = nullptr;
        std::byte* objects_end = nullptr;
    };

    ~Region();
    /// Bytes that live as long as the region and need no destructor of their own.
    std::byte* allocate(std::size_t size);
    ObjectStanding& find_standing(const ClassMap& map);
    ObjectHeader& place(ObjectStanding& standing);
    void begin_block(std::size_t least_size);
    void leave_block();
    static void destroy_objects(std::byte* next, const std::byte* end);

    SessionCore* session_;
    std::size_t owners_ = 0;
    std::byte* next_ = first_block_;
    std::byte* end_ = first_block_ + sizeof first_block_;
    std::byte* first_objects_end_ = first_block_;
    std::size_t next_block_size_ = 4096;
    std::vector<Block> blocks_;
    ObjectStanding* first_standing_ = nullptr;  // of objects of no group, mostly of one class
    std::vector<ObjectStanding*> standings_;    // of further classes
    std::vector<std::pair<const ClassMap*, std::byte*>> snapshots_;
    std::vector<LoadGroup*> groups_;
    std::vector<const ColumnSelection*> selections_;
    /// Many sessions load an object or two: for them there is room here. A Region of 1 KiB is allocated fast.
    alignas(std::max_align_t) std::byte first_block_[816];
};

}  // namespace orm
}  // namespace azoth
