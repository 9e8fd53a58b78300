// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "azoth/base/node_ptr.hpp"

namespace azoth {

namespace compile {
class SqlWriter;
}

namespace sql {

class FunctionNode;

/// How a function or expression of the user's is written, by dialect. Each has an identity of its own: statements with
/// different constructs never share a compiled form.
///
/// Thread safety: all members may be called at any time from any thread. What is compiled already stays as it is.
class Construct : public Counted {
public:
    /// Writes the construct; its operands are the node's arguments.
    using Writer = void (*)(compile::SqlWriter& writer, const FunctionNode& node);

    struct Rendering {
        std::string dialect;      ///< empty: all that are not named
        std::string form;         ///< SQL with holes, see compile::SqlWriter::form()
        Writer writer = nullptr;  ///< comes before `form`
    };

    explicit Construct(std::string name);
    Construct(const Construct&) = delete;
    Construct& operator=(const Construct&) = delete;
    ~Construct() override;

    const std::string& name() const { return name_; }
    /// Unique within the process and never used again.
    std::uint64_t id() const { return id_; }
    /// Takes the place of what was said for the same dialect.
    void set(Rendering rendering);
    std::vector<Rendering> renderings() const;
    /// Whether its SQL is a call in every dialect, `f(a, b)`, and needs no parentheses as an operand.
    bool is_call() const;

private:
    struct Renderings;

    std::string name_;
    std::uint64_t id_;
    NodePtr<Renderings> renderings_;
};

using ConstructPtr = NodePtr<const Construct>;

}  // namespace sql
}  // namespace azoth
