// SPDX-License-Identifier: MIT
#include "orm/polymorphic_reader.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "orm/part_reading.hpp"

namespace azoth::orm {

PolymorphicReader::PolymorphicReader(SessionCore& session, const ClassMap& map, std::uint32_t first_cell,
                                     bool is_read_only, const LoadStep* steps, const FamilyLayout& layout)
    : session_(session),
      map_(configured(map)),
      first_cell_(first_cell),
      is_read_only_(is_read_only),
      steps_(steps),
      layout_(layout),
      key_cell_(first_cell + layout.key_cell),
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
        known =
            std::make_unique<EntityReader>(session_, *layout.map, first_cell_, is_read_only_, steps_, layout.selection);
        known->read_as(layout.steps, layout.positions, layout.missing, members_[member].incomplete,
                       members_[member].lacking);
        known->read_query_values(layout.given);
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
    const FamilyLayout::Member& layout = layout_.members[member];
    auto& objects = members_[member].incomplete;
    std::unordered_set<ObjectHeader*> left(objects.begin(), objects.end());
    const auto take = [&](ObjectHeader& object, const ValueView* cells, std::span<const DecodeStep> steps,
                          std::span<const driver::ResultColumn> columns) {
        complete_object(session_, object, layout.missing, steps, cells, columns);
        left.erase(&object);
    };
    try {
        if (!objects.empty()) read_parts(session_, *layout.map, objects, {layout.missing, steps_}, take);
    } catch (...) {
        objects.assign(left.begin(), left.end());
        throw;
    }
    objects.assign(left.begin(), left.end());
    let_go(objects);
    objects.clear();
    std::vector<ObjectHeader*> lacking;
    for (ObjectHeader* const header : members_[member].lacking)
        if (std::ranges::any_of(layout.missing, [&](std::uint32_t i) { return is_unloaded(*header, i); }))
            lacking.push_back(header);
    if (lacking.empty()) return;
    read_parts(session_, *layout.map, lacking, {layout.missing, steps_, LoadCause::Columns}, take);
    load_columns(session_, lacking, layout.missing);  // complains of those whose rows are gone
}

// Another transaction may have deleted the row between two queries.
void PolymorphicReader::let_go(std::span<ObjectHeader* const> incomplete) {
    for (ObjectHeader* const header : incomplete)
        if (!is_read_only_) session_.expunge(*header);
}

}  // namespace azoth::orm
