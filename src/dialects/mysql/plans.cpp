// SPDX-License-Identifier: MIT
#include "dialects/mysql/plans.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace azoth::mysql {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

/// `table books`, `query_block 1`: a step goes by its key and what names it.
std::string name_of(const std::string& key, const Json& step) {
    for (const char* name : {"table_name", "select_id"})
        if (const auto found = step.find(name); found != step.end()) return key + " " + text_of(*found);
    return key;
}

bool is_list_of_texts(const Json& value) {
    return value.is_array() && (value.empty() || !value.front().is_structured());
}

PlanNode read_step(const std::string& key, const Json& step);

void read_member(PlanNode& node, const std::string& key, const Json& value) {
    if (value.is_object()) {
        node.children.push_back(read_step(key, value));
    } else if (value.is_array() && !is_list_of_texts(value)) {
        PlanNode list{key, {}, {}};
        for (const Json& each : value)
            for (const auto& [name, step] : each.items()) read_member(list, name, step);
        node.children.push_back(std::move(list));
    } else {
        node.details.push_back(key + ": " + text_of(value));
    }
}

PlanNode read_step(const std::string& key, const Json& step) {
    PlanNode node{name_of(key, step), {}, {}};
    for (const auto& [name, value] : step.items())
        if (name != "table_name" && name != "select_id") read_member(node, name, value);
    return node;
}

}  // namespace

Plan read_json_plan(const std::string& json) {
    Plan plan;
    const Json document = Json::parse(json);
    for (const auto& [key, value] : document.items())
        if (value.is_object()) plan.roots.push_back(read_step(key, value));
    return plan;
}

Plan read_tree_plan(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return compile::read_indented_plan(lines);
}

}  // namespace azoth::mysql
