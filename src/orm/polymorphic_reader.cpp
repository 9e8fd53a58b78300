// SPDX-License-Identifier: MIT
#include "orm/polymorphic_reader.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "orm/key_condition.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kKeysPerQuery = 500;

}  // namespace

PolymorphicReader::PolymorphicReader(SessionCore& session, const ClassMap& map, std::uint32_t first_cell,
                                     bool is_read_only, const LoadStep* steps, const FamilyLayout& layout)
    : session_(session),
      map_(configured(map)),
      first_cell_(first_cell),
      is_read_only_(is_read_only),
      steps_(steps),
      layout_(layout),
      key_cell_(first_cell + map.key().front()),
      discriminator_cell_(first_cell + layout.discriminator_cell),
      members_(layout.members.size()) {}

std::size_t PolymorphicReader::member_for(const ValueView& identity) const {
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const Value* const own = layout_.members[i].identity;
        if (own != nullptr && own->view() == identity) return i;
    }
    if (map_.inheritance() == nullptr)
        throw DataError("unknown_class", fmt::format("a row of {} names the class {}, which is none of its union",
                                                     map_.name(), to_display_string(identity)));
    // Databases have several ways to write a value.
    const MappedColumn& column = map_.columns()[map_.inheritance()->discriminator];
    const LooseObject object(map_);
    void* const field = map_.field(object.get(), column);
    column.type->read(identity, field);
    Scratch scratch;
    const ValueView same = column.type->view(field, scratch);
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const Value* const own = layout_.members[i].identity;
        if (own != nullptr && own->view() == same) return i;
    }
    throw DataError(
        "unknown_class",
        fmt::format("a row of {} has {} in column '{}', and no known class has that value; name the class whose "
                    "mapping() says m.inherits<...>({}) in Registry::of<...>(), before the first query",
                    map_.definition().full_name(), to_display_string(identity), column.member,
                    to_display_string(identity)));
}

EntityReader& PolymorphicReader::reader(std::size_t member) {
    auto& known = members_[member].reader;
    if (known == nullptr) {
        const FamilyLayout::Member& layout = layout_.members[member];
        known = std::make_unique<EntityReader>(session_, *layout.map, first_cell_, is_read_only_, steps_);
        known->read_as(layout.steps, layout.missing.empty() ? nullptr : &members_[member].incomplete);
    }
    return *known;
}

ObjectHeader* PolymorphicReader::read(const ValueView* row, std::span<const driver::ResultColumn> row_columns) {
    if (row[key_cell_].is_null()) return nullptr;  // an outer join found nothing
    EntityReader& its_reader = reader(member_for(row[discriminator_cell_]));
    its_reader.share(group_);
    ObjectHeader* const header = its_reader.read(row, row_columns);
    group_ = its_reader.group();
    if (header != nullptr && !header->map()->is_kind_of(map_))
        throw DataError("unknown_class",
                        fmt::format("{} is there twice: its row says that it is a {}, but the session has it as "
                                    "another class; expunge() it",
                                    describe(*header), map_.name()));
    return header;
}

void PolymorphicReader::finish() {
    for (std::size_t i = 0; i < members_.size(); ++i) complete(i);
}

// Where reading has failed there are objects that were read by half.
PolymorphicReader::~PolymorphicReader() {
    const auto hook = std::exchange(session_.running_hook, SessionCore::RunningHook::None);
    try {
        for (Member& member : members_) let_go(member.incomplete);
    } catch (...) {  // without memory
    }
    session_.running_hook = hook;
}

void PolymorphicReader::complete(std::size_t member) {
    std::span<ObjectHeader*> rest = members_[member].incomplete;
    while (!rest.empty()) {
        const auto chunk = rest.first(std::min(rest.size(), kKeysPerQuery));
        complete(layout_.members[member], chunk);
        let_go(chunk);
        rest = rest.subspan(chunk.size());
    }
    members_[member].incomplete.clear();
}

// Another transaction may have deleted the row between two queries.
void PolymorphicReader::let_go(std::span<ObjectHeader* const> incomplete) {
    for (ObjectHeader* const header : incomplete)
        if (header != nullptr && !is_read_only_) session_.expunge(*header);
}

void PolymorphicReader::complete(const FamilyLayout::Member& member, std::span<ObjectHeader*> objects) {
    const ClassMap& map = *member.map;
    auto select = make_node<sql::SelectNode>();
    std::vector<DecodeStep> steps;
    const auto add = [&](std::uint32_t position, const sql::ColumnPtr& column) {
        steps.push_back(map.decode_steps()[position]);
        steps.back().cell = static_cast<std::uint32_t>(steps.size() - 1);
        select->items.push_back({column, nullptr, nullptr});
    };
    const Inheritance& inheritance = *map.inheritance();
    const ClassMap& first = *inheritance.tables[inheritance.table_of_column[member.missing.front()]];
    for (std::size_t i = 0; i < map.key().size(); ++i) add(map.key()[i], first.column_expression(first.key()[i]));
    const ClassMap* last = &first;
    for (const std::uint32_t position : member.missing) {
        const ClassMap& part = *inheritance.tables[inheritance.table_of_column[position]];
        if (&part != last) {
            const sql::FromPtr table(part.definition_ptr());
            select->joins.push_back({sql::JoinKind::Inner, sql::FromPtr(first.definition_ptr()), table,
                                     same_key(first, sql::FromPtr(first.definition_ptr()), part, table)});
            last = &part;
        }
        add(position, map.column_expression(position));
    }
    select->where.push_back(matches_one_of(first, first.key(), objects, map.key()));
    std::unordered_map<std::string, std::vector<ObjectHeader**>> by_key;
    for (ObjectHeader*& header : objects) by_key[key_bytes(map, map.key(), header->object())].push_back(&header);
    const LooseObject row(map);
    const bool has_hooks = load_hooks_of(map) != nullptr;
    const Execution execution = session_.connection(map).run_statement(*select);
    const std::span<const DecodeStep> all(steps);
    while (const ValueView* const cells = execution.cursor->next()) {
        const auto columns = execution.cursor->columns();
        decode_row(cells, all.first(map.key().size()), row.get(), columns);
        for (ObjectHeader** const place : by_key[key_bytes(map, map.key(), row.get())]) {
            ObjectHeader* const header = *place;
            if (header == nullptr) continue;
            decode_row(cells, all.subspan(map.key().size()), header->object(), columns);
            if (has_hooks) run_load_hooks(session_, *header);
            if (header->snapshot() != nullptr) map.update_snapshot(header->object(), header->snapshot());
            *place = nullptr;
        }
    }
}

}  // namespace azoth::orm
