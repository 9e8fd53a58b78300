// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "azoth/schema/ddl_expression.hpp"
#include "azoth/types/sql_type.hpp"

namespace azoth {

/// A domain: a type of the schema's own, made of another one and conditions. PostgreSQL only.
///
///     const Domain email = Domain("email", String{100}).check("VALUE LIKE '%@%'").not_null();
///     Column("address", email)
///
/// create_all() creates the domains of its columns before the tables.
class Domain {
public:
    Domain(std::string name, SqlType base, std::string schema = {})
        : name_(std::move(name)), schema_(std::move(schema)), base_(std::move(base)) {}

    Domain& check(DdlExpression condition) {
        check_ = std::move(condition);
        return *this;
    }
    Domain& not_null() {
        is_nullable_ = false;
        return *this;
    }
    /// `DEFAULT expression`.
    Domain& server_default(DdlExpression expression) {
        default_ = std::move(expression);
        return *this;
    }

    /// What a column of it is declared as.
    SqlType type() const;
    operator SqlType() const { return type(); }

    const std::string& name() const { return name_; }
    const std::string& schema() const { return schema_; }
    const SqlType& base() const { return base_; }
    const DdlExpression& check() const { return check_; }
    const DdlExpression& server_default() const { return default_; }
    bool is_nullable() const { return is_nullable_; }

private:
    std::string name_;
    std::string schema_;
    SqlType base_;
    DdlExpression check_;
    DdlExpression default_;
    bool is_nullable_ = true;
};

/// The domain that a type stands for; null when it is none.
const Domain* domain_of(const SqlType& type);

}  // namespace azoth
