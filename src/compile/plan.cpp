// SPDX-License-Identifier: MIT
#include "azoth/compile/plan.hpp"

#include <algorithm>
#include <cstddef>

namespace azoth {
namespace {

void append(std::string& text, const PlanNode& node, std::size_t level) {
    text.append(2 * level, ' ').append(node.text).append("\n");
    for (const std::string& detail : node.details)
        text.append(2 * level + 2, ' ').append("- ").append(detail).append("\n");
    for (const PlanNode& child : node.children) append(text, child, level + 1);
}

bool mentions(const PlanNode& node, std::string_view words) {
    return node.text.find(words) != std::string::npos ||
           std::ranges::any_of(node.details,
                               [&](const auto& detail) { return detail.find(words) != std::string::npos; }) ||
           std::ranges::any_of(node.children, [&](const PlanNode& child) { return mentions(child, words); });
}

/// A line without what indents it.
struct Line {
    std::size_t indent = 0;
    bool is_step = false;
    std::string_view text;
};

Line parse(std::string_view line) {
    Line result;
    result.indent = std::min(line.find_first_not_of(' '), line.size());
    result.text = line.substr(result.indent);
    result.is_step = result.text.starts_with("->");
    if (result.is_step) result.text.remove_prefix(std::min(result.text.find_first_not_of("-> "), result.text.size()));
    return result;
}

/// Puts lines where their indentation belongs.
class PlanReader {
public:
    void add(const Line& line) {
        while (!path_.empty() && path_.back().indent >= line.indent) path_.pop_back();
        if (path_.empty())
            enter(plan_.roots, line);
        else if (line.is_step)
            enter(node_at_end().children, line);
        else
            node_at_end().details.emplace_back(line.text);
    }
    Plan take() { return std::move(plan_); }

private:
    struct Place {
        std::size_t indent;
        std::size_t position;  // among its siblings
    };

    void enter(std::vector<PlanNode>& siblings, const Line& line) {
        siblings.push_back({std::string(line.text), {}, {}});
        path_.push_back({line.indent, siblings.size() - 1});
    }
    PlanNode& node_at_end() {
        std::vector<PlanNode>* siblings = &plan_.roots;
        PlanNode* node = nullptr;
        for (const Place& place : path_) {
            node = &(*siblings)[place.position];
            siblings = &node->children;
        }
        return *node;
    }

    Plan plan_;
    std::vector<Place> path_;
};

}  // namespace

std::string Plan::text() const {
    std::string result;
    for (const PlanNode& root : roots) append(result, root, 0);
    return result;
}

bool Plan::mentions(std::string_view words) const {
    return std::ranges::any_of(roots, [&](const PlanNode& root) { return azoth::mentions(root, words); });
}

Plan compile::read_indented_plan(const std::vector<std::string>& lines) {
    PlanReader reader;
    for (const std::string& line : lines)
        if (line.find_first_not_of(' ') != std::string::npos) reader.add(parse(line));
    return reader.take();
}

}  // namespace azoth
