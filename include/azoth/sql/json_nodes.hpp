// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// One step into a JSON document: the key of an object, or a place in an array.
struct JsonStep {
    JsonStep(std::string name) : key(std::move(name)), is_key(true) {}
    JsonStep(const char* name) : key(name), is_key(true) {}
    JsonStep(std::int64_t place) : position(place) {}
    JsonStep(int place) : position(place) {}

    std::string key;
    std::int64_t position = 0;  ///< from 0; negative ones count from the end, -1 is the last
    bool is_key = false;
};

using JsonSteps = std::vector<JsonStep>;

/// What stands at a path within a document. NULL when there is nothing.
class JsonPathNode final : public CompositeNodeOf<JsonPathNode> {
public:
    enum class Form : std::uint8_t {
        Json,
        Text,  ///< of a string without its quotes; JSON's null is NULL
        Cast,  ///< the text as a value of type()
    };

    JsonPathNode(ExpressionPtr document, JsonSteps path, Form wanted, SqlType type)
        : CompositeNodeOf(NodeKind::JsonPath, {std::move(document)}, std::move(type)),
          steps(std::move(path)),
          form(wanted) {}

    const ExpressionPtr& document() const { return operands()[0]; }
    bool is_cast() const { return form == Form::Cast; }

    const JsonSteps steps;
    const Form form;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// A question about a document.
class JsonTestNode final : public CompositeNodeOf<JsonTestNode> {
public:
    enum class Test : std::uint8_t {
        HasKey,
        HasAnyKey,
        HasAllKeys,
        Contains,
        ContainedBy,
        PathExists,
        PathMatches,
    };

    /// `operands`: the document, and for tests without keys what it is tested with.
    JsonTestNode(Test question, ExpressionList operands, std::vector<std::string> names)
        : CompositeNodeOf(NodeKind::JsonTest, std::move(operands), Boolean{}), test(question), keys(std::move(names)) {}

    const ExpressionNode& document() const { return *operands()[0]; }
    const ExpressionNode& other() const { return *operands()[1]; }

    const Test test;
    const std::vector<std::string> keys;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// A document without what stands at a path.
class JsonRemoveNode final : public CompositeNodeOf<JsonRemoveNode> {
public:
    JsonRemoveNode(ExpressionPtr document, JsonSteps path)
        : CompositeNodeOf(NodeKind::JsonRemove, {std::move(document)}, Json{}), steps(std::move(path)) {}

    const ExpressionNode& document() const { return *operands()[0]; }

    const JsonSteps steps;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

}  // namespace azoth::sql
