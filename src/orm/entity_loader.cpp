// SPDX-License-Identifier: MIT
#include "orm/entity_loader.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <boost/container/small_vector.hpp>

#include "orm/column_properties.hpp"
#include "orm/eager_loader.hpp"
#include "orm/entity_reader.hpp"
#include "orm/global_criteria.hpp"
#include "orm/joined_query.hpp"
#include "orm/named_subclasses.hpp"
#include "orm/object_list.hpp"
#include "orm/polymorphic_reader.hpp"
#include "orm/text_columns.hpp"
#include "orm/told_load.hpp"

namespace azoth::orm {
namespace {

Execution run_filtered(SessionCore& session, const sql::StatementNode& statement,
                       std::span<const ValueView> parameters) {
    if (session.options.criteria.empty()) return session.connection(statement).run_statement(statement, parameters);
    return session.connection(statement).run_statement(*with_global_criteria(session.options.criteria, statement),
                                                       parameters);
}

void require_columns(std::size_t returned, std::size_t taken) {
    if (returned != taken)
        throw ArgumentError(
            "wrong_column_count",
            fmt::format("the statement returns {} columns, but its row type takes {}", returned, taken));
}

/// The Ref of an object takes its place in a row of results.
void set_ref(std::byte* row, std::uint32_t offset, ObjectHeader& object) {
    *reinterpret_cast<RefBase*>(row + offset) = RefBase(object.object());
}

/// The readers and the plain values of a row.
struct RowReader {
    struct Entity {
        ObjectHeader* read(const ValueView* cells, std::span<const driver::ResultColumn> columns) {
            return polymorphic == nullptr ? reader.read(cells, columns) : polymorphic->read(cells, columns);
        }

        EntityReader reader;
        std::unique_ptr<PolymorphicReader> polymorphic;  // for a class with bases or subclasses
        const ClassMap* map;
        std::uint32_t offset;                // of its Ref within the row in memory
        std::vector<ObjectHeader*> objects;  // of the rows that are returned, where there are options
    };

    /// `query`: where classes of hierarchies are among the fields, or null. `selections`: the columns of the entities
    /// of the rows, null for all; empty: all of all.
    RowReader(SessionCore& session, std::span<const RowField> fields, const LoadStep* steps,
              const PolymorphicQuery* query, std::span<const ColumnSelection* const> selections = {}) {
        for (const RowField& field : fields) {
            if (field.map == nullptr)
                values.push_back({cell_count++, field.offset, field.type, field.type->direct});
            else
                add(session, field, steps, query, selections.empty() ? nullptr : selections[entities.size()]);
        }
    }

    void add(SessionCore& session, const RowField& field, const LoadStep* steps, const PolymorphicQuery* query,
             const ColumnSelection* selection) {
        const FamilyLayout* const layout = query == nullptr ? nullptr : query->layout(entities.size());
        std::unique_ptr<PolymorphicReader> polymorphic;
        if (layout != nullptr)
            polymorphic = std::make_unique<PolymorphicReader>(session, *field.map, cell_count, field.is_read_only,
                                                              steps, *layout);
        entities.push_back({EntityReader(session, *field.map, cell_count, field.is_read_only, steps, selection),
                            std::move(polymorphic),
                            field.map,
                            field.offset,
                            {}});
        const std::size_t cells = selection == nullptr ? field.map->columns().size() : selection->positions().size();
        cell_count += layout == nullptr ? static_cast<std::uint32_t>(cells) : layout->cell_count;
    }
    /// No more rows come.
    void finish() {
        for (Entity& entity : entities)
            if (entity.polymorphic != nullptr) entity.polymorphic->finish();
    }
    void expect(std::size_t rows) {
        for (Entity& entity : entities) entity.reader.expect(rows);
    }
    void require(std::size_t columns) const { require_columns(columns, cell_count); }

    boost::container::small_vector<Entity, 1> entities;
    std::vector<DecodeStep> values;
    std::uint32_t cell_count = 0;
};

/// Null when the classes of the fields, and those that are joined, are without bases and subclasses.
std::unique_ptr<PolymorphicQuery> polymorphic_query(const sql::StatementNode& statement,
                                                    std::span<const RowField> fields, const LoadStep* steps,
                                                    const std::vector<JoinedEntity>& joined) {
    bool is_needed = false;
    const auto look_at = [&](const ClassMap* map) { is_needed |= map != nullptr && is_polymorphic(*map); };
    for (const RowField& field : fields) look_at(field.map);
    for (const JoinedEntity& entity : joined) look_at(entity.relationship->target);
    if (!is_needed) return nullptr;
    std::vector<PolymorphicQuery::Entity> entities;
    for (const RowField& field : fields)
        if (field.map != nullptr) entities.push_back({&configured(*field.map), steps});
    for (const JoinedEntity& entity : joined)
        entities.push_back({&configured(*entity.relationship->target), entity.step});
    return std::make_unique<PolymorphicQuery>(statement, entities);
}

/// Of a text, whose rows have these columns.
std::unique_ptr<PolymorphicQuery> polymorphic_text(const sql::StatementNode& statement,
                                                   std::span<const RowField> fields,
                                                   std::span<const ColumnSelection* const> selections) {
    std::vector<PolymorphicQuery::Entity> entities;
    bool is_needed = false;
    for (const RowField& field : fields) {
        if (field.map == nullptr) continue;
        entities.push_back({&configured(*field.map), nullptr, true, selections[entities.size()]});
        is_needed |= is_polymorphic(*field.map);
    }
    return is_needed ? std::make_unique<PolymorphicQuery>(statement, entities) : nullptr;
}

/// Runs a statement whose relationships are loaded as its options say.
class OptionLoad {
public:
    OptionLoad(SessionCore& session, const sql::StatementNode& statement, std::span<const RowField> fields,
               const LoadStep& steps)
        : session_(session),
          statement_(statement),
          steps_(steps),
          query_(joined_query(statement, steps, fields)),
          polymorphic_(polymorphic_query(query_ ? query_->select() : statement, fields, &steps, joined_entities())),
          plain_selections_(query_ ? std::vector<const ColumnSelection*>() : plain_selections(fields)),
          reader_(session, fields, &steps, polymorphic_.get(),
                  query_ ? query_->selections() : std::span<const ColumnSelection* const>(plain_selections_)),
          field_entities_(reader_.entities.size()) {
        for (RowReader::Entity& entity : reader_.entities)
            entity.reader.read_query_values(given_expressions(*entity.map, &steps));
        if (!query_) return;
        for (const JoinedEntity& joined : query_->entities()) {
            reader_.add(session, {.map = joined.relationship->target}, joined.step, polymorphic_.get(),
                        query_->selections()[reader_.entities.size()]);
            reader_.entities.back().reader.read_query_values(
                given_expressions(*joined.relationship->target, joined.step));
        }
        brings_together_ = query_->has_collections() && fields.size() == 1;
    }

    void run(std::span<const ValueView> parameters, RowSink& sink) {
        read_rows(parameters, sink);
        reader_.finish();
        if (!query_) read_properties();
        std::size_t i = 0;
        for (const ObjectSource& source : sources()) {
            const RowReader::Entity& entity = reader_.entities[i++];
            load_eagerly(session_, *entity.map, entity.objects, steps_, source);
        }
    }

private:
    /// What rows have that are not from a SELECT of azoth's.
    static std::vector<const ColumnSelection*> plain_selections(std::span<const RowField> fields) {
        std::vector<const ColumnSelection*> selections;
        for (const RowField& field : fields)
            if (field.map != nullptr) selections.push_back(table_columns_of(configured(*field.map)));
        return selections;
    }
    void read_properties() {
        for (const RowReader::Entity& entity : reader_.entities) {
            if (entity.polymorphic != nullptr) continue;  // which has read them
            std::vector<ObjectHeader*> tracked;
            for (ObjectHeader* const object : entity.objects)
                if (!object->is_read_only) tracked.push_back(object);
            if (const auto positions = usual_properties(*entity.map); !positions.empty() && !tracked.empty())
                load_columns(session_, tracked, positions);
        }
    }

    std::vector<JoinedEntity> joined_entities() const {
        return query_ ? query_->entities() : std::vector<JoinedEntity>();
    }

    /// Of a SELECT.
    static std::optional<JoinedQuery> joined_query(const sql::StatementNode& statement, const LoadStep& steps,
                                                   std::span<const RowField> fields) {
        if (statement.kind() != sql::NodeKind::Select) return std::nullopt;
        return std::optional<JoinedQuery>(std::in_place, static_cast<const sql::SelectNode&>(statement), steps, fields);
    }

    /// Of each entity of the rows.
    std::vector<ObjectSource> sources() const {
        std::vector<ObjectSource> sources;
        if (query_)
            for (const sql::SelectItem& item : static_cast<const sql::SelectNode&>(statement_).items)
                if (item.entity != nullptr)
                    sources.push_back({&static_cast<const sql::SelectNode&>(statement_),
                                       item.from ? item.from : sql::FromPtr(item.entity->table())});
        sources.resize(field_entities_);
        return sources;
    }

    void read_rows(std::span<const ValueView> parameters, RowSink& sink) {
        // What was changed and not written counts more than rows: then the joined objects are loaded, and their
        // relationships later.
        may_put_joined_ = query_ && !query_->entities().empty() && !session_.has_pending_work();
        const sql::StatementNode& plain = query_ ? query_->select() : statement_;
        const sql::StatementNode& statement = polymorphic_ != nullptr ? polymorphic_->statement() : plain;
        const Execution execution = run_filtered(session_, statement, parameters);
        const auto columns = execution.cursor->columns();
        reader_.require(columns.size());
        std::vector<ObjectHeader*> row(reader_.entities.size());
        while (const ValueView* const cells = execution.cursor->next()) {
            for (std::size_t i = 0; i < row.size(); ++i) row[i] = reader_.entities[i].read(cells, columns);
            add_row(row, cells, columns, sink);
            if (query_) put_joined(row);
        }
        relations_.finish();
    }

    void add_row(const std::vector<ObjectHeader*>& row, const ValueView* cells,
                 std::span<const driver::ResultColumn> columns, RowSink& sink) {
        if (brings_together_ && row.front() != nullptr && !roots_.insert(row.front()).second) return;
        auto* const place = static_cast<std::byte*>(sink.new_row());
        if (!reader_.values.empty()) decode_row(cells, reader_.values, place, columns);
        for (std::size_t i = 0; i < field_entities_; ++i) {
            if (row[i] == nullptr) continue;
            set_ref(place, reader_.entities[i].offset, *row[i]);
            reader_.entities[i].objects.push_back(row[i]);
        }
    }

    void put_joined(const std::vector<ObjectHeader*>& row) {
        std::size_t position = field_entities_;
        for (const JoinedEntity& joined : query_->entities()) {
            ObjectHeader* const parent = row[joined.parent];
            const bool may_put = may_put_joined_ || joined.step->strategy() == LoadStrategy::Contained;
            if (parent != nullptr && may_put) relations_.put(*parent, joined, row[position]);
            ++position;
        }
    }

    SessionCore& session_;
    const sql::StatementNode& statement_;
    const LoadStep& steps_;
    const std::optional<JoinedQuery> query_;  // of a SELECT
    const std::unique_ptr<PolymorphicQuery> polymorphic_;
    const std::vector<const ColumnSelection*> plain_selections_;
    RowReader reader_;
    const std::size_t field_entities_;  // before those that were joined
    bool brings_together_ = false;      // rows of one object
    bool may_put_joined_ = false;
    JoinedRelations relations_;
    std::unordered_set<ObjectHeader*> roots_;
};

/// Rows of SQL written by hand: the columns of entities are found by their names.
void load_text(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
               std::span<const RowField> fields, RowSink& sink) {
    const auto first = std::ranges::find_if(fields, [](const RowField& field) { return field.map != nullptr; });
    const Execution execution = session.connection(*first->map).run_statement(statement, parameters);
    driver::Cursor& cursor = *execution.cursor;
    const TextColumns arrangement(fields, cursor.columns());
    const std::unique_ptr<PolymorphicQuery> polymorphic = polymorphic_text(statement, fields, arrangement.selections());
    RowReader reader(session, fields, nullptr, polymorphic.get(), arrangement.selections());
    while (const ValueView* const cells = cursor.next()) {
        const ValueView* const row = arrangement.arranged(cells);
        auto* const place = static_cast<std::byte*>(sink.new_row());
        decode_row(row, reader.values, place, arrangement.columns());
        for (RowReader::Entity& entity : reader.entities) {
            ObjectHeader* const header = entity.read(row, arrangement.columns());
            if (header == nullptr) continue;
            set_ref(place, entity.offset, *header);
            entity.objects.push_back(header);
        }
    }
    reader.finish();
    for (const RowReader::Entity& entity : reader.entities)
        if (const NodePtr<const LoadStep> steps = mapped_steps(*entity.map))
            load_eagerly(session, *entity.map, entity.objects, *steps);
}

void read_rows(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
               RowReader& reader, RowSink& sink) {
    const Execution execution = run_filtered(session, statement, parameters);
    driver::Cursor& cursor = *execution.cursor;
    const auto columns = cursor.columns();
    reader.require(columns.size());
    reader.expect(cursor.row_count());
    sink.reserve(cursor.row_count());
    while (const ValueView* const cells = cursor.next()) {
        auto* const row = static_cast<std::byte*>(sink.new_row());
        if (!reader.values.empty()) decode_row(cells, reader.values, row, columns);
        for (RowReader::Entity& entity : reader.entities)
            if (ObjectHeader* const header = entity.read(cells, columns)) set_ref(row, entity.offset, *header);
    }
}

/// Whether there is nothing to do but to read the objects of the rows.
bool is_plain(const sql::StatementNode& statement, std::span<const RowField> fields) {
    if (statement.kind() != sql::NodeKind::Select || fields.size() != 1 || fields.front().map == nullptr) return false;
    const auto& select = static_cast<const sql::SelectNode&>(statement);
    return select.load_options.empty() && select.joins.empty() && configured(*fields.front().map).is_loaded_plainly();
}

/// Precondition: is_plain(). Most queries are, and many have a row or two.
void load_plain_objects(SessionCore& session, const sql::StatementNode& statement,
                        std::span<const ValueView> parameters, const RowField& field, RowSink& sink) {
    const Execution execution = run_filtered(session, statement, parameters);
    driver::Cursor& cursor = *execution.cursor;
    const auto columns = cursor.columns();
    require_columns(columns.size(), field.map->columns().size());
    EntityReader reader(session, *field.map, 0, field.is_read_only, nullptr);
    if (const std::size_t rows = cursor.row_count(); rows != 0) {
        reader.expect(rows);
        sink.reserve(rows);
    }
    while (const ValueView* const cells = cursor.next()) {
        auto* const row = static_cast<std::byte*>(sink.new_row());
        if (ObjectHeader* const header = reader.read(cells, columns)) set_ref(row, field.offset, *header);
    }
}

/// Without options.
void load_plainly(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
                  std::span<const RowField> fields, RowSink& sink) {
    const std::unique_ptr<PolymorphicQuery> polymorphic = polymorphic_query(statement, fields, nullptr, {});
    RowReader reader(session, fields, nullptr, polymorphic.get());
    read_rows(session, polymorphic == nullptr ? statement : polymorphic->statement(), parameters, reader, sink);
    reader.finish();
}

/// Of a statement that joins the tables of all classes that it names.
void load_completed(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
                    std::span<const RowField> fields, RowSink& sink) {
    const CriteriaScope scope(session, statement);
    if (const NodePtr<const LoadStep> steps = load_steps_of(statement, fields))
        return OptionLoad(session, statement, fields, *steps).run(parameters, sink);
    load_plainly(session, statement, parameters, fields, sink);
}

}  // namespace

void load_rows(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
               std::span<const RowField> fields, RowSink& sink) {
    if (is_plain(statement, fields)) return load_plain_objects(session, statement, parameters, fields.front(), sink);
    if (statement.kind() == sql::NodeKind::Text &&
        std::ranges::any_of(fields, [](const RowField& field) { return field.map != nullptr; }))
        return load_text(session, statement, parameters, fields, sink);
    if (statement.kind() == sql::NodeKind::Select) {
        const auto& select = static_cast<const sql::SelectNode&>(statement);
        if (const auto whole = with_joined_parts(select); whole.get() != &select)
            return load_completed(session, *whole, parameters, fields, sink);
    }
    load_completed(session, statement, parameters, fields, sink);
}

void load_rows(SessionCore& session, const sql::SelectNode& select, std::span<const RowField> fields, RowSink& sink,
               const LoadStep* steps) {
    const NodePtr<const LoadStep> kept = steps != nullptr ? NodePtr<const LoadStep>(steps) : make_node<LoadStep>();
    OptionLoad(session, select, fields, *kept).run({}, sink);
}

sql::StatementPtr statement_of_load(SessionCore& session, const sql::SelectNode& given) {
    const CriteriaScope scope(session, given);
    const NodePtr<const sql::SelectNode> select = with_joined_parts(given);
    std::vector<RowField> fields;
    for (std::size_t i = 0; i < select->items.size(); ++i) {
        const auto* const map = static_cast<const ClassMap*>(select->items[i].entity);
        fields.push_back({.map = map});
        // Columns of its further tables stand behind it.
        if (map != nullptr && map->inheritance() != nullptr)
            i += table_column_count(configured(*map)) - map->loaded_columns().size();
    }
    const NodePtr<const LoadStep> steps = load_steps_of(*select, fields);
    std::optional<JoinedQuery> joined;
    if (steps) joined.emplace(*select, *steps, fields);
    const sql::SelectNode& whole = joined ? joined->select() : *select;
    const auto polymorphic = polymorphic_query(whole, fields, steps ? &*steps : nullptr,
                                               joined ? joined->entities() : std::vector<JoinedEntity>());
    return with_global_criteria(session.options.criteria, polymorphic == nullptr ? whole : polymorphic->statement());
}

std::vector<ObjectHeader*> load_entities(SessionCore& session, const sql::SelectNode& select, const ClassMap& map,
                                         const LoadStep* steps) {
    const bool has_steps = steps != nullptr && (steps->size() != 0 || !steps->column_steps().empty());
    if (!has_steps && !may_leave_out_columns(map)) {
        const sql::StatementPtr filtered = with_global_criteria(session.options.criteria, select);
        return load_selection(session, static_cast<const sql::SelectNode&>(*filtered), map, nullptr);
    }
    ObjectList list;
    const RowField field{.map = &map};
    load_rows(session, select, {&field, 1}, list, steps);
    return list.objects();
}

std::vector<ObjectHeader*> load_selection(SessionCore& session, const sql::SelectNode& select, const ClassMap& map,
                                          const ColumnSelection* selection) {
    if (is_polymorphic(map)) {
        ObjectList list;
        const RowField field{.map = &map};
        load_plainly(session, select, {}, {&field, 1}, list);
        return list.objects();
    }
    const Execution execution = session.connection(map).run_statement(select, std::span<const ValueView>());
    EntityReader reader(session, map, 0, false, nullptr, selection);
    const auto columns = execution.cursor->columns();
    std::vector<ObjectHeader*> objects;
    reader.expect(execution.cursor->row_count());
    objects.reserve(execution.cursor->row_count());
    while (const ValueView* const cells = execution.cursor->next())
        if (ObjectHeader* const header = reader.read(cells, columns)) objects.push_back(header);
    return objects;
}

}  // namespace azoth::orm
