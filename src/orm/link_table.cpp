// SPDX-License-Identifier: MIT
#include "orm/link_table.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/from_handle.hpp"
#include "orm/class_draft.hpp"
#include "orm/foreign_key_columns.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {
namespace {

using Names = std::vector<std::string>;

std::string place_of(const Relationship& relationship) {
    return fmt::format("{}::{}", relationship.owner->name(), relationship.name);
}

/// `OrderLine` -> `order_line`.
std::string snake_case(std::string_view name) {
    std::string result;
    for (const char letter : name) {
        const bool is_upper = std::isupper(static_cast<unsigned char>(letter)) != 0;
        if (is_upper && !result.empty() && result.back() != '_') result += '_';
        result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return result;
}

Names key_names(const ClassMap& map) {
    Names names;
    for (const std::uint32_t position : map.key()) names.push_back(map.column_expression(position)->name());
    return names;
}

Names default_columns(const ClassMap& map) {
    Names names = key_names(map);
    for (std::string& name : names) name = snake_case(map.name()) + "_" + name;
    return names;
}

/// The full name of the table that azoth makes.
std::string table_name(const LinkDraft& draft, const ClassMap& owner, const ClassMap& target) {
    std::string name = draft.table;
    if (name.empty()) {
        const auto [first, second] =
            std::minmax({std::string(owner.definition().name()), std::string(target.definition().name())});
        name = first + "_" + second;
    }
    const std::string& schema = owner.definition().schema();
    return schema.empty() || name.find('.') != std::string::npos ? name : schema + "." + name;
}

/// Null when azoth makes the table.
TableDefinitionPtr definition_of(const LinkDraft& draft) {
    return draft.map == nullptr ? draft.definition : draft.map().definition_ptr();
}

/// What both sides say, put together.
struct LinkWords {
    std::string table;  ///< with its schema; of a table that azoth makes
    TableDefinitionPtr definition;
    Names local;
    Names remote;
};

[[noreturn]] void throw_bad_columns(const Relationship& relationship, std::string_view what) {
    throw MappingError(
        "bad_link_columns",
        fmt::format("{}: {}; write .secondary(\"table\", \"columns that lead to {}\", \"columns that "
                    "lead to {}\") on one of the two sides",
                    place_of(relationship), what, relationship.owner->name(), relationship.target->name()));
}

/// The relationship of the other class by the same table, if there is one that says something of its columns.
const LinkDraft* find_partner(const Relationship& relationship, const LinkWords& words, const ClassDraft& target) {
    for (const Relationship& other : target.relationships) {
        if (!other.link_draft || &other.target_map() != relationship.owner) continue;
        if (relationship.owner == relationship.target && other.name == relationship.name) continue;
        const LinkDraft& draft = *other.link_draft;
        const TableDefinitionPtr definition = definition_of(draft);
        const bool is_same = words.definition ? definition == words.definition
                                              : !definition && table_name(draft, *relationship.target,
                                                                          *relationship.owner) == words.table;
        if (is_same && !(draft.local.empty() && draft.remote.empty())) return &draft;
    }
    return nullptr;
}

LinkWords words_of(const Relationship& relationship, const ClassDraft& target) {
    const LinkDraft& draft = *relationship.link_draft;
    const ClassMap& owner = *relationship.owner;
    if (draft.map != nullptr) draft.map().ensure_configured();
    LinkWords words{{}, definition_of(draft), draft.local, draft.remote};
    if (!words.definition) words.table = table_name(draft, owner, *relationship.target);
    if (const LinkDraft* const partner = find_partner(relationship, words, target)) {
        if (words.local.empty()) words.local = partner->remote;
        if (words.remote.empty()) words.remote = partner->local;
        const bool is_crossed = (partner->remote.empty() || partner->remote == words.local) &&
                                (partner->local.empty() || partner->local == words.remote);
        if (!is_crossed && &owner != relationship.target)
            throw_bad_columns(relationship, fmt::format("{} names other columns of the link table '{}'",
                                                        relationship.target->name(), words.table));
    }
    if (words.definition) return words;
    if (&owner == relationship.target && (words.local.empty() || words.remote.empty()))
        throw_bad_columns(relationship, "both sides are the same class, so the columns of the link table need names");
    if (words.local.empty()) words.local = default_columns(owner);
    if (words.remote.empty()) words.remote = default_columns(*relationship.target);
    return words;
}

void add_side(TableDefinition& table, const Relationship& relationship, const ClassMap& map, const Names& columns) {
    if (columns.size() != map.key().size())
        throw_bad_columns(relationship, fmt::format("the key of {} has {} columns, but {} lead to it: {}", map.name(),
                                                    map.key().size(), columns.size(), fmt::join(columns, ", ")));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& key = map.column_definition(map.key()[i]);
        table.add(Column(columns[i], key.type()).primary_key().autoincrement(false));
    }
    table.add(ForeignKeyConstraint(columns, map.definition().full_name(), key_names(map), ReferentialAction::Cascade));
}

/// The same whichever side is mapped first.
NodePtr<TableDefinition> make_table(const Relationship& relationship, const LinkWords& words) {
    const ClassMap& owner = *relationship.owner;
    const ClassMap& target = *relationship.target;
    const auto dot = words.table.find('.');
    const bool has_schema = dot != std::string::npos;
    auto table = make_node<TableDefinition>(has_schema ? words.table.substr(dot + 1) : words.table,
                                            has_schema ? words.table.substr(0, dot) : std::string());
    const bool is_owner_first = &owner == &target || owner.definition().full_name() < target.definition().full_name();
    if (is_owner_first) add_side(*table, relationship, owner, words.local);
    add_side(*table, relationship, target, words.remote);
    if (!is_owner_first) add_side(*table, relationship, owner, words.local);
    // The primary key serves those who come from the first side.
    table->add(Index().columns(is_owner_first ? words.remote : words.local));
    return table;
}

bool has_columns(const TableDefinition& table, const Names& names) {
    return std::all_of(names.begin(), names.end(),
                       [&](const std::string& name) { return table.find_definition(name) != nullptr; });
}

/// One table for both sides. Called by one thread at a time.
TableDefinitionPtr made_table(const Relationship& relationship, const LinkWords& words) {
    using Key = std::tuple<std::string, const ClassMap*, const ClassMap*>;
    static std::map<Key, NodePtr<TableDefinition>> known;
    const auto [one, other] = std::minmax(relationship.owner, relationship.target, std::less<const ClassMap*>());
    NodePtr<TableDefinition>& table = known[{words.table, one, other}];
    try {
        if (table == nullptr) table = make_table(relationship, words);
    } catch (const ArgumentError& error) {
        throw MappingError(error.code(), fmt::format("{}: {}", place_of(relationship), error.message()));
    }
    if (!has_columns(*table, words.local) || !has_columns(*table, words.remote))
        throw_bad_columns(relationship, fmt::format("the link table '{}' has other columns already", words.table));
    return table;
}

std::string list_of(const std::vector<const ForeignKeyConstraint*>& keys) {
    Names names;
    for (const ForeignKeyConstraint* const key : keys)
        names.push_back(fmt::format("({})", fmt::join(key->columns(), ", ")));
    return fmt::format("{}", fmt::join(names, ", "));
}

/// Finds the foreign keys of both sides.
class LinkKeys {
public:
    LinkKeys(const Relationship& relationship, const TableDefinition& table, const LinkWords& words)
        : relationship_(relationship), table_(table) {
        std::vector<const ForeignKeyConstraint*> to_owner = candidates(*relationship.owner, words.local);
        std::vector<const ForeignKeyConstraint*> to_target = candidates(*relationship.target, words.remote);
        if (to_owner.size() == 1) std::erase(to_target, to_owner.front());
        if (to_target.size() == 1 && to_owner.size() > 1) std::erase(to_owner, to_target.front());
        local = only(to_owner, *relationship.owner);
        remote = only(to_target, *relationship.target);
    }

    const ForeignKeyConstraint* local;
    const ForeignKeyConstraint* remote;

private:
    std::vector<const ForeignKeyConstraint*> candidates(const ClassMap& map, const Names& columns) const {
        for (const std::string& column : columns)
            if (table_.find_definition(column) == nullptr)
                throw MappingError("no_such_column", fmt::format("{}: the link table '{}' has no column '{}'",
                                                                 place_of(relationship_), table_.full_name(), column));
        std::vector<const ForeignKeyConstraint*> found;
        for (const ForeignKeyConstraint& key : table_.foreign_keys())
            if (key.target_table() == map.definition().full_name() && (columns.empty() || key.columns() == columns))
                found.push_back(&key);
        return found;
    }

    const ForeignKeyConstraint* only(const std::vector<const ForeignKeyConstraint*>& found, const ClassMap& map) const {
        if (found.empty())
            throw MappingError(
                "no_foreign_key",
                fmt::format("{}: the link table '{}' has no foreign key {}to '{}'; add "
                            "Column(...).references(\"{}.{}\") to it",
                            place_of(relationship_), table_.full_name(),
                            relationship_.owner == relationship_.target ? "of its own for each side " : "",
                            map.definition().full_name(), map.definition().full_name(), key_names(map).front()));
        if (found.size() > 1)
            throw MappingError(
                "ambiguous_foreign_key",
                fmt::format("{}: the link table '{}' has {} foreign keys to '{}': {}; choose by "
                            ".secondary(table, \"columns that lead to {}\", \"columns that lead to {}\")",
                            place_of(relationship_), table_.full_name(), found.size(), map.definition().full_name(),
                            list_of(found), relationship_.owner->name(), relationship_.target->name()));
        return found.front();
    }

    const Relationship& relationship_;
    const TableDefinition& table_;
};

std::vector<std::uint32_t> positions_in(const TableDefinition& table, const Names& columns) {
    std::vector<std::uint32_t> positions;
    for (const std::string& column : columns) positions.push_back(*table.find_column(column));
    return positions;
}

/// Whether a key of the table is made of the columns of the link alone.
bool is_unique(const TableDefinition& table, const LinkTable& link) {
    const auto& key = table.primary_key();
    return !key.empty() && std::all_of(key.begin(), key.end(), [&](std::uint32_t column) {
        return std::find(link.local.begin(), link.local.end(), column) != link.local.end() ||
               std::find(link.remote.begin(), link.remote.end(), column) != link.remote.end();
    });
}

void check_shape(const Relationship& relationship) {
    if (relationship.is_single)
        throw MappingError("single_over_link_table",
                           fmt::format("{}: a link table joins many to many, but this is a One; write `Many<{}> {};`",
                                       place_of(relationship), relationship.target->name(), relationship.name));
    if (has(relationship.cascade, Cascade::DeleteOrphan))
        throw MappingError(
            "orphan_over_link_table",
            fmt::format("{0}: over a link table an object can be in many collections, so being taken out "
                        "of one does not make it an orphan; write .cascade(Cascade::All) at most",
                        place_of(relationship)));
}

}  // namespace

std::vector<sql::ColumnPtr> LinkTable::columns_in(const sql::FromPtr& rows,
                                                  const std::vector<std::uint32_t>& positions) const {
    std::vector<sql::ColumnPtr> result;
    for (const std::uint32_t position : positions) {
        const sql::ColumnPtr original = make_node<sql::ColumnNode>(sql::FromPtr(definition.get()), position);
        result.push_back(rows.get() == definition.get() ? original
                                                        : azoth::detail::corresponding_column(rows, original));
    }
    return result;
}

void resolve_link_table(Relationship& relationship, const ClassDraft& target) {
    check_shape(relationship);
    const LinkWords words = words_of(relationship, target);
    auto link = std::make_shared<LinkTable>();
    link->definition = words.definition ? words.definition : made_table(relationship, words);
    const TableDefinition& table = *link->definition;
    const LinkKeys keys(relationship, table, words);
    link->local = positions_in(table, keys.local->columns());
    link->remote = positions_in(table, keys.remote->columns());
    link->is_unique = is_unique(table, *link);
    relationship.kind = Relationship::Kind::Linked;
    relationship.local_columns =
        mapped_positions(*relationship.owner, *find_table(*relationship.owner, keys.local->target_table()),
                         keys.local->target_columns());
    relationship.remote_columns =
        mapped_positions(*relationship.target, *find_table(*relationship.target, keys.remote->target_table()),
                         keys.remote->target_columns());
    relationship.link = std::move(link);
}

bool are_sides_of_one_link(const Relationship& one, const Relationship& other) {
    return one.link && other.link && one.link->definition == other.link->definition &&
           one.link->local == other.link->remote && one.link->remote == other.link->local;
}

const Relationship& main_side(const Relationship& relationship) {
    const Relationship* const paired = relationship.paired;
    if (paired == nullptr || paired->paired != &relationship) return relationship;
    return paired->link->local < relationship.link->local ? *paired : relationship;
}

}  // namespace azoth::orm
