// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "azoth/orm/query_options.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Throws ArgumentError(`not_persistent`) unless the object stands for a row of this session.
void require_row(const SessionCore& session, const ObjectHeader& header, std::string_view verb);

/// Session::get() with options; null when there is no such row.
ObjectHeader* load_with_options(SessionCore& session, ClassMap& map, std::span<const Value> key,
                                const GetOptions& options);

/// Session::refresh() of a whole object. Precondition: require_row().
void refresh_with_options(SessionCore& session, ObjectHeader& header, const RefreshOptions& options);
/// The same of some members, told by their offsets.
void refresh_members(SessionCore& session, ObjectHeader& header, std::span<const std::size_t> members);

/// The next access asks the database.
void forget_relationship(ObjectHeader& header, const Relationship& relationship);

/// Lets an object go so that it can be inserted anew.
void make_transient(SessionCore& session, ObjectHeader& header);

}  // namespace azoth::orm
