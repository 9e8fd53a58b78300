// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>
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
constexpr std::size_t kLargestBlock = std::size_t{256} * 1024;

std::size_t aligned(std::size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

std::byte* Region::allocate(std::size_t size) {
    size = aligned(size);
    if (size > static_cast<std::size_t>(end_ - next_)) {
        const std::size_t block_size = std::max(size, next_block_size_);
        blocks_.push_back(nullptr);
        blocks_.back() = new std::byte[block_size];
        next_ = blocks_.back();
        end_ = next_ + block_size;
        next_block_size_ = std::min(next_block_size_ * 2, kLargestBlock);
    }
    std::byte* const result = next_;
    next_ += size;
    return result;
}

ObjectHeader& Region::place(const ClassMap& map) {
    auto* const header = new (allocate(sizeof(ObjectHeader) + map.ops().size)) ObjectHeader;
    header->region = this;
    header->map = &map;
    return *header;
}

ObjectHeader& Region::create(const ClassMap& map) {
    ObjectHeader& header = place(map);
    if (!map.ops().is_trivially_destructible) destructible_.push_back(nullptr);
    map.ops().construct(header.object());
    if (!map.ops().is_trivially_destructible) destructible_.back() = &header;
    return header;
}

ObjectHeader& Region::adopt(const ClassMap& map, void* source) {
    ObjectHeader& header = place(map);
    if (!map.ops().is_trivially_destructible) destructible_.push_back(nullptr);
    map.ops().move_construct(header.object(), source);
    if (!map.ops().is_trivially_destructible) destructible_.back() = &header;
    return header;
}

std::byte* Region::save_snapshot(const ObjectHeader& header) {
    snapshots_.emplace_back(header.map, nullptr);  // its values may fail to be copied
    std::byte* const snapshot = allocate(header.map->snapshot_size());
    header.map->construct_snapshot(header.object(), snapshot);
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

Region::~Region() {
    for (ObjectHeader* const header : destructible_)
        if (header != nullptr) header->map->ops().destroy(header->object());
    for (const auto& [map, snapshot] : snapshots_)
        if (snapshot != nullptr) map->destroy_snapshot(snapshot);
    for (LoadGroup* const group : groups_) delete group;
    for (std::byte* const block : blocks_) delete[] block;
}

void touch_slowly(ObjectHeader& header) {
    SessionCore* const session = header.region->session();
    if (session == nullptr || header.is_read_only || header.state == ObjectState::Detached) return;
    session->touch(header);
}

void throw_empty_ref() {
    throw ArgumentError("empty_ref",
                        "an empty Ref was used: test it first, as in `if (Ref<Book> book = session.get<Book>(1))`");
}

}  // namespace azoth::orm
