// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "azoth/engine/events.hpp"

namespace azoth {

using SqlTags = std::vector<std::pair<std::string, std::string>>;

/// A comment that carries keys and values, `/*route='%2Fbooks',traceparent='00-...'*/`, as sqlcommenter writes them:
/// sorted by key, and percent-encoded, so that no value can end the comment. Empty without tags.
std::string sql_comment(SqlTags tags);

/// Derive from it to put a comment behind each statement that an engine sends, so that the database's own logs and
/// statistics can tell where it came from: Engine::add_listener().
///
/// Statements with comments that change are not kept prepared: tag with what has few values where speed counts.
class SqlCommenter : public EngineListener {
public:
    /// For the statement that this thread is about to send.
    virtual SqlTags tags() = 0;
    /// The tags are the same again and again, so that statements with them are worth keeping prepared.
    virtual bool are_tags_lasting() const { return false; }

    void rewrite(OutgoingStatement& statement) final;
};

}  // namespace azoth
