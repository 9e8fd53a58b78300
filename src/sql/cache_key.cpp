// SPDX-License-Identifier: MIT
#include "azoth/sql/cache_key.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace azoth::sql {
namespace {

constexpr std::size_t kLookedThrough = 16;

// The mixing step and constants of wyhash (Wang Yi, public domain, https://github.com/wangyi-fudan/wyhash).
constexpr std::uint64_t kSecret0 = 0xa0761d6478bd642f;
constexpr std::uint64_t kSecret1 = 0xe7037ed1a0b428db;

std::uint64_t mix(std::uint64_t left, std::uint64_t right) {
    const auto product = static_cast<unsigned __int128>(left) * right;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

bool is_told_by_identity(NodeKind kind) { return kind > NodeKind::Table && kind < NodeKind::Join; }

}  // namespace

std::uint32_t& NodeNumbers::slot_of(const Node* node) {
    const std::size_t mask = slots_.size() - 1;
    auto at = static_cast<std::size_t>(mix(reinterpret_cast<std::uintptr_t>(node), kSecret1)) & mask;
    while (slots_[at] != 0 && nodes_[slots_[at] - 1] != node) at = (at + 1) & mask;
    return slots_[at];
}

void NodeNumbers::enter_all(std::size_t slots) {
    slots_.assign(slots, 0);
    for (std::size_t i = 0; i < nodes_.size(); ++i) slot_of(nodes_[i]) = static_cast<std::uint32_t>(i + 1);
}

NodeNumbers::Meeting NodeNumbers::meet(const Node* node) {
    const auto next = static_cast<std::uint32_t>(nodes_.size());
    if (next < kLookedThrough) {
        const auto found = std::find(nodes_.begin(), nodes_.end(), node);
        if (found != nodes_.end()) return {static_cast<std::uint32_t>(found - nodes_.begin()), false};
        nodes_.push_back(node);
        return {next, true};
    }
    if (slots_.size() < nodes_.size() * 2) enter_all(std::max<std::size_t>(kLookedThrough * 4, slots_.size() * 2));
    std::uint32_t& slot = slot_of(node);
    if (slot != 0) return {slot - 1, false};
    nodes_.push_back(node);
    slot = next + 1;
    return {next, true};
}

void NodeNumbers::clear() {
    nodes_.clear();
    slots_.clear();
}

void CacheKeyWriter::text(std::string_view text) {
    word(text.size());
    for (; !text.empty(); text.remove_prefix(std::min(text.size(), sizeof(std::uint64_t)))) {
        std::uint64_t packed = 0;
        std::memcpy(&packed, text.data(), std::min(text.size(), sizeof packed));
        word(packed);
    }
}

void CacheKeyWriter::write_later(const Node* node) {
    waiting_.push_back(node);
    if (is_walking_) return;
    is_walking_ = true;
    while (!waiting_.empty()) {
        const Node* next = waiting_.back();
        waiting_.pop_back();
        const auto first_child = static_cast<std::ptrdiff_t>(waiting_.size());
        write(next);
        std::reverse(waiting_.begin() + first_child, waiting_.end());
    }
    is_walking_ = false;
}

void CacheKeyWriter::write(const Node* node) {
    if (node == nullptr) return word(Absent);
    if (is_told_by_identity(node->kind())) {
        const auto [number, is_first] = elements_.meet(node);
        if (!is_first) return word(std::uint64_t{number} << 8 | KnownElement);
    }
    node->write_key(*this);
}

bool CacheKeyWriter::bind(const Node* bind) {
    const auto [number, is_first] = binds_.meet(bind);
    if (!is_first) word(std::uint64_t{number} << 8 | KnownBind);
    return is_first;
}

std::uint64_t CacheKeyWriter::hash() const {
    std::uint64_t hash = mix(words_.size() ^ kSecret0, kSecret1);
    std::size_t i = 0;
    for (; i + 1 < words_.size(); i += 2) hash = mix(words_[i] ^ kSecret0, words_[i + 1] ^ hash);
    if (i < words_.size()) hash = mix(words_[i] ^ kSecret0, hash ^ kSecret1);
    return hash;
}

const std::vector<const Node*>& CacheKeyWriter::children_of(const Node& node) {
    clear();
    // Children are only listed.
    depth_ = kMostNested;
    is_walking_ = true;
    node.write_key(*this);
    depth_ = 0;
    is_walking_ = false;
    std::erase(waiting_, nullptr);
    return waiting_;
}

void CacheKeyWriter::clear() {
    words_.clear();
    binds_.clear();
    elements_.clear();
    waiting_.clear();
    depth_ = 0;
    is_walking_ = false;
}

}  // namespace azoth::sql
