// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "azoth/sql/statement_node.hpp"

namespace azoth {

/// A statement that is run again and again just as it is, with ParameterNodes for its values: a connection finds its
/// compiled form by its address, which is faster than by its shape. Made once, for the life of the program.
class LastingStatement {
public:
    LastingStatement() = default;
    explicit LastingStatement(sql::StatementPtr statement) : statement_(std::move(statement)) {}

    explicit operator bool() const { return static_cast<bool>(statement_); }
    const sql::StatementPtr& node() const { return statement_; }

private:
    sql::StatementPtr statement_;
};

}  // namespace azoth
