// SPDX-License-Identifier: MIT
#include "engine/observation.hpp"

#include "azoth/base/error.hpp"

namespace azoth::engine {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t microseconds_since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
}

}  // namespace

Observation::Observation(EngineCore& core, const BoundStatement& bound, const CompiledStatement* compiled,
                         std::string_view logging_token)
    : core_(core), returns_rows_(compiled != nullptr && compiled->entry->compiled.returns_rows), outgoing_(bound) {
    rewrite();
    fill(compiled, logging_token);
    core_.listeners().notify([&](EngineListener& listener) { listener.before_execute(event_); });
    start_ = Clock::now();
}

void Observation::rewrite() {
    rewritten_.emplace(outgoing_.sql, outgoing_.values, outgoing_.row_count);
    core_.listeners().notify([&](EngineListener& listener) { listener.rewrite(*rewritten_); });
    if (!rewritten_->is_changed()) return;
    outgoing_.sql = rewritten_->sql();
    outgoing_.values = rewritten_->parameters();
    outgoing_.is_one_off = outgoing_.is_one_off || !rewritten_->keeps_prepared();
}

void Observation::fill(const CompiledStatement* compiled, std::string_view logging_token) {
    event_.sql = outgoing_.sql;
    event_.parameters = outgoing_.values;
    event_.row_count = outgoing_.row_count;
    event_.logging_token = logging_token;
    event_.hides_parameters = core_.options().hide_parameters;
    event_.is_raw = compiled == nullptr;
    if (compiled == nullptr) return;
    event_.is_ddl = compiled->is_ddl;
    event_.from_cache = compiled->from_cache;
    event_.compiled_us = compiled->from_cache ? microseconds_since(compiled->entry->made_at) : compiled->compile_us;
}

std::unique_ptr<driver::Cursor> Observation::answer() {
    std::unique_ptr<driver::Cursor> cursor;
    core_.listeners().notify([&](EngineListener& listener) {
        if (cursor == nullptr) cursor = listener.do_execute(event_);
    });
    event_.is_answered_by_listener = cursor != nullptr;
    return cursor;
}

std::unique_ptr<driver::Cursor> Observation::wrap(std::unique_ptr<driver::Cursor> cursor) {
    core_.listeners().notify([&](EngineListener& listener) {
        cursor = listener.wrap_result(event_, std::move(cursor));
        if (cursor == nullptr)
            throw ArgumentError("missing_result",
                                "EngineListener::wrap_result() gave a null pointer: return the cursor that it was "
                                "given, or one around it");
    });
    return cursor;
}

void Observation::succeeded(const driver::Cursor* cursor) {
    if (cursor != nullptr && !returns_rows_) event_.affected = cursor->affected_rows();
    tell_after();
}

void Observation::succeeded(std::int64_t affected) {
    event_.affected = affected;
    tell_after();
}

void Observation::failed() {
    event_.is_error = true;
    tell_after();
}

void Observation::tell_after() {
    event_.duration_us = microseconds_since(start_);
    core_.listeners().notify([&](EngineListener& listener) { listener.after_execute(event_); });
}

}  // namespace azoth::engine
