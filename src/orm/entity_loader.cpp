// SPDX-License-Identifier: MIT
#include "orm/entity_loader.hpp"

#include <unordered_set>

#include "orm/entity_reader.hpp"
#include "orm/joined_query.hpp"
#include "orm/lazy_loader.hpp"

namespace azoth::orm {
namespace {

/// The readers and the plain values of a row.
struct RowReader {
    struct Entity {
        EntityReader reader;
        const ClassMap* map;
        std::uint32_t offset;                // of its Ref within the row in memory
        std::vector<ObjectHeader*> objects;  // of the rows that are returned, where there are options
    };

    RowReader(SessionCore& session, std::span<const RowField> fields, const LoadStep* steps) {
        for (const RowField& field : fields) {
            if (field.map == nullptr)
                values.push_back({cell_count++, field.offset, field.type, field.type->direct});
            else
                add(session, *field.map, field.offset, field.is_read_only, steps);
        }
    }

    void add(SessionCore& session, const ClassMap& map, std::uint32_t offset, bool is_read_only,
             const LoadStep* steps) {
        entities.push_back({EntityReader(session, map, cell_count, is_read_only, steps), &map, offset, {}});
        cell_count += static_cast<std::uint32_t>(map.columns().size());
    }
    void expect(std::size_t rows) {
        for (Entity& entity : entities) entity.reader.expect(rows);
    }
    void require(std::size_t columns) const {
        if (columns != cell_count)
            throw ArgumentError(
                "wrong_column_count",
                fmt::format("the statement returns {} columns, but its row type takes {}", columns, cell_count));
    }

    std::vector<Entity> entities;
    std::vector<DecodeStep> values;
    std::uint32_t cell_count = 0;
};

/// What options ask for at once, and has not come with the rows.
void load_eagerly(SessionCore& session, const ClassMap& map, std::span<ObjectHeader* const> objects,
                  const LoadStep& steps) {
    if (objects.empty()) return;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const LoadStep& step = steps[i];
        if (step.strategy() != LoadStrategy::SelectIn && step.strategy() != LoadStrategy::Joined) continue;
        if (&step.map() != &map || steps.find(*step.relationship()) != &step) continue;
        const Relationship& relationship = *step.relationship();
        load_all(session, objects, relationship, &step);
        if (step.size() == 0) continue;
        std::vector<ObjectHeader*> related;
        std::unordered_set<ObjectHeader*> known;
        for (ObjectHeader* const object : objects)
            for (const Element& element : RelationAccess::elements(RelationAccess::of(*object, relationship)))
                if (known.insert(&header_of(element.object)).second) related.push_back(&header_of(element.object));
        load_eagerly(session, *relationship.target, related, step);
    }
}

/// Runs a SELECT whose relationships are loaded as its options say.
class OptionLoad {
public:
    OptionLoad(SessionCore& session, const sql::SelectNode& select, std::span<const RowField> fields,
               const LoadStep& steps)
        : session_(session),
          steps_(steps),
          query_(select, steps, fields.size() == 1 && !fields.front().is_read_only),
          reader_(session, fields, &steps),
          field_entities_(reader_.entities.size()) {
        for (const JoinedEntity& joined : query_.entities())
            reader_.add(session, *joined.relationship->target, 0, false, joined.step);
    }

    void run(std::span<const ValueView> parameters, RowSink& sink) {
        read_rows(parameters, sink);
        for (std::size_t i = 0; i < field_entities_; ++i)
            load_eagerly(session_, *reader_.entities[i].map, reader_.entities[i].objects, steps_);
    }

private:
    void read_rows(std::span<const ValueView> parameters, RowSink& sink) {
        // What was changed and not written counts more than rows: then the joined objects are loaded, and their
        // relationships later.
        const bool puts_joined = !query_.entities().empty() && !session_.has_pending_work();
        const Execution execution = session_.connection().run_statement(query_.select(), parameters);
        const auto columns = execution.cursor->columns();
        reader_.require(columns.size());
        std::vector<ObjectHeader*> row(reader_.entities.size());
        while (const ValueView* const cells = execution.cursor->next()) {
            for (std::size_t i = 0; i < row.size(); ++i) row[i] = reader_.entities[i].reader.read(cells, columns);
            add_row(row, cells, columns, sink);
            if (puts_joined) put_joined(row);
        }
        relations_.finish();
    }

    void add_row(const std::vector<ObjectHeader*>& row, const ValueView* cells,
                 std::span<const driver::ResultColumn> columns, RowSink& sink) {
        if (query_.has_collections() && row.front() != nullptr && !roots_.insert(row.front()).second) return;
        auto* const place = static_cast<std::byte*>(sink.new_row());
        if (!reader_.values.empty()) decode_row(cells, reader_.values, place, columns);
        for (std::size_t i = 0; i < field_entities_; ++i) {
            if (row[i] == nullptr) continue;
            *reinterpret_cast<RefBase*>(place + reader_.entities[i].offset) = RefBase(row[i]->object());
            reader_.entities[i].objects.push_back(row[i]);
        }
    }

    void put_joined(const std::vector<ObjectHeader*>& row) {
        std::size_t position = field_entities_;
        for (const JoinedEntity& joined : query_.entities()) {
            ObjectHeader* const parent = row[joined.parent];
            if (parent != nullptr) relations_.put(*parent, *joined.relationship, row[position]);
            ++position;
        }
    }

    SessionCore& session_;
    const LoadStep& steps_;
    const JoinedQuery query_;
    RowReader reader_;
    const std::size_t field_entities_;  // before those that were joined
    JoinedRelations relations_;
    std::unordered_set<ObjectHeader*> roots_;
};

/// Collects the objects of rows that hold nothing else.
class ObjectList final : public RowSink {
public:
    void* new_row() override { return &rows_.emplace_back(); }
    void reserve(std::size_t rows) override { rows_.reserve(rows); }
    std::vector<ObjectHeader*> objects() const {
        std::vector<ObjectHeader*> result;
        for (const RefBase& row : rows_) result.push_back(row.header());
        return result;
    }

private:
    std::vector<RefBase> rows_;
};

}  // namespace

void load_rows(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
               std::span<const RowField> fields, RowSink& sink) {
    if (const NodePtr<const LoadStep> steps = load_steps_of(statement))
        return OptionLoad(session, static_cast<const sql::SelectNode&>(statement), fields, *steps)
            .run(parameters, sink);
    const Execution execution = session.connection().run_statement(statement, parameters);
    driver::Cursor& cursor = *execution.cursor;
    RowReader reader(session, fields, nullptr);
    const auto columns = cursor.columns();
    reader.require(columns.size());
    reader.expect(cursor.row_count());
    sink.reserve(cursor.row_count());
    while (const ValueView* const cells = cursor.next()) {
        auto* const row = static_cast<std::byte*>(sink.new_row());
        if (!reader.values.empty()) decode_row(cells, reader.values, row, columns);
        for (RowReader::Entity& entity : reader.entities)
            if (ObjectHeader* const header = entity.reader.read(cells, columns))
                *reinterpret_cast<RefBase*>(row + entity.offset) = RefBase(header->object());
    }
}

std::vector<ObjectHeader*> load_entities(SessionCore& session, const sql::SelectNode& select, const ClassMap& map,
                                         const LoadStep* steps) {
    if (steps != nullptr && steps->size() != 0) {
        ObjectList list;
        const RowField field{.map = &map};
        OptionLoad(session, select, {&field, 1}, *steps).run({}, list);
        return list.objects();
    }
    const Execution execution = session.connection().run_statement(select, std::span<const ValueView>());
    EntityReader reader(session, map, 0, false, nullptr);
    const auto columns = execution.cursor->columns();
    std::vector<ObjectHeader*> objects;
    while (const ValueView* const cells = execution.cursor->next())
        if (ObjectHeader* const header = reader.read(cells, columns)) objects.push_back(header);
    return objects;
}

ObjectHeader* load_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key) {
    const Execution execution = session.connection().run_statement(map.select_by_key(), key);
    // A key belongs to one row, so a second is not asked for.
    const ValueView* const cells = execution.cursor->next();
    if (cells == nullptr) return nullptr;
    return EntityReader(session, map, 0, false, nullptr).read(cells, execution.cursor->columns());
}

void refresh(SessionCore& session, ObjectHeader& header) {
    const ClassMap& map = *header.map;
    if (header.region != session.region || header.state != ObjectState::Persistent)
        throw ArgumentError(
            "not_persistent",
            fmt::format("{} cannot be refreshed: it does not stand for a row of this session", describe(header)));
    Scratch scratch;
    std::vector<ValueView> key;
    for (const std::uint32_t position : map.key())
        key.push_back(map.columns()[position].type->view(row_field(header, map.columns()[position]), scratch));
    const Execution execution = session.connection().run_statement(map.select_by_key(), key);
    const ValueView* const cells = execution.cursor->next();
    if (cells == nullptr)
        throw NoResultError("no_such_row",
                            fmt::format("{} cannot be refreshed: its row is not there any more", describe(header)));
    decode_row(cells, map.decode_steps(), header.object(), execution.cursor->columns());
    if (header.snapshot != nullptr) map.update_snapshot(header.object(), header.snapshot);
    for (const Relationship* const relationship : map.relationships())
        RelationAccess::forget(RelationAccess::of(header, *relationship));
    header.epoch = session.epoch;
}

}  // namespace azoth::orm
