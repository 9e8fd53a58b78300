// SPDX-License-Identifier: MIT
#include "orm/told_load.hpp"

#include "azoth/orm/orm_execute_state.hpp"
#include "orm/entity_loader.hpp"
#include "orm/frozen_rows.hpp"
#include "orm/global_criteria.hpp"

namespace azoth::orm {
namespace {

/// Runs the statement that a listener is told of, for the listener.
class Invocation final : public RowSource {
public:
    Invocation(std::span<const RowField> fields, RowSink& sink, const LoadRows& load)
        : fields_(fields), sink_(sink), load_(load) {}

    FrozenResult run(const sql::StatementNode& statement) override {
        FreezingSink rows(fields_, sink_);
        load_(statement, rows);
        return rows.finish();
    }

private:
    const std::span<const RowField> fields_;
    RowSink& sink_;
    const LoadRows& load_;
};

class ObjectRows final : public RowSink {
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

void load_told(SessionCore& session, const sql::StatementNode& statement, std::span<const RowField> fields,
               RowSink& sink, LoadCause cause, const LoadRows& load) {
    Invocation invocation(fields, sink, load);
    OrmExecuteState state(statement, cause == LoadCause::Relationship, cause == LoadCause::Columns);
    if (state.is_select()) state.take_result_from(invocation);
    session.events->tell_execution(session, state);
    if (state.is_invoked()) return;  // the rows are where they belong
    const sql::StatementPtr final_one = state.final_statement();
    if (!state.result()) return load(*final_one, sink);
    const NodePtr<const LoadStep> steps = load_steps_of(*final_one, fields);
    if (state.result()->rows() != nullptr)
        thaw(session, *state.result()->rows(), fields, sink, steps ? &*steps : nullptr);
    session.deliver();
}

std::vector<ObjectHeader*> load_told_entities(SessionCore& session, const sql::SelectNode& select, const ClassMap& map,
                                              const LoadStep* steps, LoadCause cause) {
    if (session.events == nullptr) return load_entities(session, select, map, steps);
    ObjectRows list;
    const RowField field{.map = &map};
    load_told(session, select, {&field, 1}, list, cause, [&](const sql::StatementNode& statement, RowSink& sink) {
        const CriteriaScope scope(session, statement);
        load_rows(session, static_cast<const sql::SelectNode&>(statement), {&field, 1}, sink, steps);
    });
    return list.objects();
}

void tell_of_columns(SessionCore& session, const sql::StatementNode& select) {
    if (session.events == nullptr) return;
    OrmExecuteState state(select, false, true);
    session.events->tell_execution(session, state);
}

}  // namespace azoth::orm
