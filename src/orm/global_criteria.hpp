// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/loader_criteria.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// The statement with the criteria for the classes that it and its subqueries select from, update or delete; itself
/// where there are none.
sql::StatementPtr with_global_criteria(const LoaderCriteria& criteria, const sql::StatementNode& statement);

/// Whether there is one for the class.
bool concerns(const LoaderCriteria& criteria, const ClassMap& map);

/// The criteria that the options of one query add or take away, while it lasts.
class CriteriaScope {
public:
    CriteriaScope(SessionCore& session, const sql::StatementNode& statement);
    CriteriaScope(const CriteriaScope&) = delete;
    CriteriaScope& operator=(const CriteriaScope&) = delete;
    ~CriteriaScope();

private:
    SessionCore& session_;
    LoaderCriteria before_;
    bool is_changed_ = false;
};

}  // namespace azoth::orm
