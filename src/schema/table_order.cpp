// SPDX-License-Identifier: MIT
#include "schema/table_order.hpp"

#include <algorithm>

namespace azoth {
namespace {

/// Tarjan's algorithm for strongly connected components ("Depth-first search and linear graph algorithms", 1972). It
/// yields each component after those that it needs. The path is a vector, so that no chain of tables is too long.
class ComponentSearch {
public:
    explicit ComponentSearch(const Dependencies& targets)
        : targets_(targets), found_(targets.size(), 0), lowest_(targets.size(), 0), is_open_(targets.size(), false) {}

    std::vector<std::uint32_t> run() {
        for (std::uint32_t start = 0; start < targets_.size(); ++start) {
            if (found_[start] != 0) continue;
            enter(start);
            while (!path_.empty()) step();
        }
        return std::move(order_);
    }

private:
    struct Step {
        std::uint32_t node;
        std::size_t next_target;
    };

    void enter(std::uint32_t node) {
        found_[node] = lowest_[node] = ++count_;
        open_.push_back(node);
        is_open_[node] = true;
        path_.push_back({node, 0});
    }

    void step() {
        auto& [node, next_target] = path_.back();
        if (next_target == targets_[node].size()) return leave();
        const std::uint32_t target = targets_[node][next_target++];
        if (found_[target] == 0)
            enter(target);
        else if (is_open_[target])
            lowest_[node] = std::min(lowest_[node], found_[target]);
    }

    void leave() {
        const std::uint32_t node = path_.back().node;
        path_.pop_back();
        if (!path_.empty()) lowest_[path_.back().node] = std::min(lowest_[path_.back().node], lowest_[node]);
        if (lowest_[node] == found_[node]) close_component(node);
    }

    void close_component(std::uint32_t root) {
        const auto first = std::find(open_.rbegin(), open_.rend(), root).base() - 1;
        std::sort(first, open_.end());
        for (auto each = first; each != open_.end(); ++each) is_open_[*each] = false;
        order_.insert(order_.end(), first, open_.end());
        open_.erase(first, open_.end());
    }

    const Dependencies& targets_;
    std::vector<std::uint32_t> found_;  // when, from 1; 0: not yet
    std::vector<std::uint32_t> lowest_;
    std::vector<bool> is_open_;
    std::vector<std::uint32_t> open_;
    std::vector<Step> path_;
    std::vector<std::uint32_t> order_;
    std::uint32_t count_ = 0;
};

}  // namespace

std::vector<std::uint32_t> dependency_order(const Dependencies& targets) { return ComponentSearch(targets).run(); }

}  // namespace azoth
