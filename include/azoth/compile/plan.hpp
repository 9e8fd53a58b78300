// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace azoth {

/// A step of a plan: what the database does, and the steps that give it its rows.
struct PlanNode {
    std::string text;
    std::vector<std::string> details;  ///< conditions, costs and the like, as the database words them
    std::vector<PlanNode> children;
};

/// How a database is going to run a statement, or, with analyze, how it has run it.
struct Plan {
    std::vector<PlanNode> roots;

    /// The steps as an indented tree, two spaces a level; details stand below their step behind a `- `.
    std::string text() const;
    /// Whether some step or detail says this: `plan.mentions("ix_books_author_id")`.
    bool mentions(std::string_view words) const;
};

inline std::string to_string(const Plan& plan) { return plan.text(); }

namespace compile {

/// Reads a plan whose steps stand behind `->`, indented below each other.
Plan read_indented_plan(const std::vector<std::string>& lines);

}  // namespace compile
}  // namespace azoth
