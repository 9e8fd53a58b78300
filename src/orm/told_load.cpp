// SPDX-License-Identifier: MIT
#include "orm/told_load.hpp"

#include <exception>

#include "azoth/base/error.hpp"
#include "azoth/orm/orm_execute_state.hpp"
#include "azoth/sql/cache_key.hpp"
#include "orm/entity_loader.hpp"
#include "orm/frozen_rows.hpp"
#include "orm/global_criteria.hpp"
#include "orm/object_list.hpp"

namespace azoth::orm {
namespace {

/// Knows whether rows have come.
class WatchedSink final : public RowSink {
public:
    explicit WatchedSink(RowSink& target) : target_(target) {}

    void* new_row() override {
        has_rows_ = true;
        return target_.new_row();
    }
    void reserve(std::size_t rows) override { target_.reserve(rows); }
    bool has_rows() const { return has_rows_; }

private:
    RowSink& target_;
    bool has_rows_ = false;
};

/// Runs the statement that a listener is told of, for the listener.
class Invocation final : public RowSource {
public:
    Invocation(std::span<const RowField> fields, RowSink& sink, const LoadRows& load)
        : fields_(fields), sink_(sink), load_(load) {}

    FrozenResult run(const sql::StatementNode& statement) override {
        require_no_half();
        WatchedSink watched(sink_);
        FreezingSink rows(fields_, watched);
        try {
            load_(statement, rows);
            ran_ = sql::StatementPtr(&statement);
            return rows.finish();
        } catch (...) {
            if (watched.has_rows()) failure_ = std::current_exception();
            throw;
        }
    }
    /// Further rows would stand behind those of an attempt that has failed.
    void require_no_half() const {
        if (failure_) std::rethrow_exception(failure_);
    }
    /// Criteria that a listener adds now would have no effect.
    void require_final(const OrmExecuteState& state) const {
        const sql::StatementPtr now = state.final_statement();
        if (now == ran_) return;
        sql::CacheKeyWriter before;
        sql::CacheKeyWriter after;
        ran_->write_key(before);
        now->write_key(after);
        if (before.words() == after.words() && options_of(*ran_) == options_of(*now)) return;
        throw ArgumentError("option_without_effect",
                            "a listener adds criteria behind invoke(), which has run the statement already; add them "
                            "before");
    }

private:
    static std::size_t options_of(const sql::StatementNode& statement) {
        if (statement.kind() != sql::NodeKind::Select) return 0;
        return static_cast<const sql::SelectNode&>(statement).load_options.size();
    }

    const std::span<const RowField> fields_;
    RowSink& sink_;
    const LoadRows& load_;
    sql::StatementPtr ran_;
    std::exception_ptr failure_;  // null: no attempt has left rows behind
};

}  // namespace

void load_told(SessionCore& session, const sql::StatementNode& statement, std::span<const RowField> fields,
               RowSink& sink, LoadCause cause, const LoadRows& load) {
    Invocation invocation(fields, sink, load);
    OrmExecuteState state(statement, cause == LoadCause::Relationship, cause == LoadCause::Columns);
    if (state.is_select()) state.take_result_from(invocation);
    session.events->tell_execution(session, state);
    invocation.require_no_half();
    if (state.is_invoked()) return invocation.require_final(state);  // the rows are where they belong
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
    ObjectList list;
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
