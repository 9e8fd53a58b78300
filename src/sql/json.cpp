// SPDX-License-Identifier: MIT
#include "azoth/sql/json.hpp"

#include "azoth/base/error.hpp"

namespace azoth::detail {

ExpressionPtr make_json_path(const ExpressionPtr& document, sql::JsonSteps steps, sql::JsonPathNode::Form form,
                             SqlType type) {
    if (document->kind() != sql::NodeKind::JsonPath)
        return make_node<sql::JsonPathNode>(document, std::move(steps), form, std::move(type));
    const auto& outer = static_cast<const sql::JsonPathNode&>(*document);
    sql::JsonSteps all = outer.steps;
    all.insert(all.end(), steps.begin(), steps.end());
    return make_node<sql::JsonPathNode>(outer.document(), std::move(all), form, std::move(type));
}

ExpressionPtr make_json_test(sql::JsonTestNode::Test test, ExpressionPtr document, ExpressionPtr other) {
    return make_node<sql::JsonTestNode>(test, sql::ExpressionList{std::move(document), std::move(other)},
                                        std::vector<std::string>{});
}

ExpressionPtr make_json_test(sql::JsonTestNode::Test test, ExpressionPtr document, std::vector<std::string> keys) {
    if (keys.empty())
        throw ArgumentError("empty_key_list", "a test for keys of a JSON document needs one key at least");
    return make_node<sql::JsonTestNode>(test, sql::ExpressionList{std::move(document)}, std::move(keys));
}

ExpressionPtr make_json_remove(ExpressionPtr document, sql::JsonSteps steps) {
    if (steps.empty()) throw ArgumentError("empty_key_list", "remove() needs the path of what is to be removed");
    return make_node<sql::JsonRemoveNode>(std::move(document), std::move(steps));
}

ExpressionPtr make_json_path_text(std::string_view path) { return make_bind(Value(path), SqlType{}); }

}  // namespace azoth::detail
