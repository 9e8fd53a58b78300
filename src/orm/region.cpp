// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>
#include <memory>
#include <new>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"
#include "azoth/orm/ref.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kAlignment = alignof(std::max_align_t);
static_assert(sizeof(Region) <= 1024);
/// The allocator's own bytes fill the last page.
constexpr std::size_t kLargestBlock = std::size_t{256} * 1024 - 64;

constexpr std::size_t aligned(std::size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

std::size_t size_with_header(const ClassMap& map) { return aligned(sizeof(ObjectHeader) + map.ops().size); }

}  // namespace

Region::Region(SessionCore* session) : session_(session) {}

void Region::begin_block(std::size_t least_size) {
    const std::size_t block_size = std::max(least_size, next_block_size_);
    auto memory = std::make_unique_for_overwrite<std::byte[]>(block_size);
    leave_block();
    blocks_.push_back({memory.get(), memory.get()});
    next_ = memory.release();
    end_ = next_ + block_size;
    next_block_size_ = std::min(next_block_size_ * 2, kLargestBlock);
}

void Region::leave_block() { (blocks_.empty() ? first_objects_end_ : blocks_.back().objects_end) = next_; }

std::byte* Region::allocate(std::size_t size) {
    size = aligned(size);
    if (size > static_cast<std::size_t>(end_ - next_)) begin_block(size);
    end_ -= size;
    return end_;
}

ObjectHeader& Region::place(ObjectStanding& standing) {
    const std::size_t size = size_with_header(*standing.map);
    if (size > static_cast<std::size_t>(end_ - next_)) begin_block(size);
    auto* const header = new (next_) ObjectHeader;
    header->standing = &standing;
    next_ += size;
    return *header;
}

ObjectHeader& Region::create(ObjectStanding& standing) {
    ObjectHeader& header = place(standing);
    try {
        standing.map->ops().construct(header.object());
    } catch (...) {
        header.is_hole = true;
        throw;
    }
    return header;
}

ObjectHeader& Region::adopt(ObjectStanding& standing, void* source) {
    ObjectHeader& header = place(standing);
    try {
        standing.map->ops().move_construct(header.object(), source);
    } catch (...) {
        header.is_hole = true;
        throw;
    }
    return header;
}

ObjectStanding& Region::find_standing(const ClassMap& map) {
    if (first_standing_ == nullptr) return *(first_standing_ = &new_standing(map, nullptr));
    for (auto known = standings_.rbegin(); known != standings_.rend(); ++known)
        if ((*known)->map == &map) return **known;
    standings_.push_back(&new_standing(map, nullptr));
    return *standings_.back();
}

ObjectStanding& Region::new_standing(const ClassMap& map, LoadGroup* group) {
    return *new (allocate(sizeof(ObjectStanding))) ObjectStanding{this, &map, group};
}

ObjectStanding& Region::own_standing(ObjectHeader& header) {
    if (!header.has_own_standing) {
        header.standing = &new_standing(*header.map(), header.group());
        header.has_own_standing = true;
    }
    return *header.standing;
}

std::byte* Region::save_snapshot(ObjectHeader& header) {
    own_standing(header);
    snapshots_.emplace_back(header.map(), nullptr);  // its values may fail to be copied
    std::byte* const snapshot = allocate(header.map()->snapshot_size());
    header.map()->construct_snapshot(header.object(), snapshot);
    snapshots_.back().second = snapshot;
    return snapshot;
}

LoadGroup& Region::new_group() {
    groups_.push_back(nullptr);
    groups_.back() = new LoadGroup;
    return *groups_.back();
}

std::uint16_t Region::number_of(const ColumnSelection& selection) {
    auto known = std::find(selections_.begin(), selections_.end(), &selection);
    if (known == selections_.end()) {
        if (selections_.size() == std::numeric_limits<std::uint16_t>::max())
            throw ArgumentError("too_many_selections",
                                "one session has loaded its objects with 65535 different sets of columns; use a "
                                "session for each piece of work");
        known = selections_.insert(known, &selection);
    }
    return static_cast<std::uint16_t>(known - selections_.begin() + 1);
}

void Region::destroy_objects(std::byte* next, const std::byte* end) {
    const ClassMap* map = nullptr;
    std::size_t size = 0;
    while (next != end) {
        auto& header = *reinterpret_cast<ObjectHeader*>(next);
        if (header.map() != map) {  // mostly the same, so that the processor can look ahead
            map = header.map();
            size = size_with_header(*map);
        }
        next += size;
        if (!header.is_hole && !map->ops().is_trivially_destructible) map->ops().destroy(header.object());
    }
}

Region::~Region() {
    leave_block();
    destroy_objects(first_block_, first_objects_end_);
    for (const Block& block : blocks_) destroy_objects(block.memory, block.objects_end);
    for (const auto& [map, snapshot] : snapshots_)
        if (snapshot != nullptr) map->destroy_snapshot(snapshot);
    for (LoadGroup* const group : groups_) delete group;
    for (const Block& block : blocks_) delete[] block.memory;
}

void touch_slowly(ObjectHeader& header) {
    SessionCore* const session = header.region()->session();
    if (session == nullptr || header.is_read_only || header.state == ObjectState::Detached) return;
    session->touch(header);
}

void throw_empty_ref() {
    throw ArgumentError("empty_ref",
                        "an empty Ref was used: test it first, as in `if (Ref<Book> book = session.get<Book>(1))`");
}

}  // namespace azoth::orm
