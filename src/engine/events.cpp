// SPDX-License-Identifier: MIT
#include "azoth/engine/events.hpp"

#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/driver/connection.hpp"
#include "azoth/engine/url.hpp"
#include "engine/parameters_text.hpp"

namespace azoth {

std::string ExecuteEvent::parameters_text() const {
    return hides_parameters ? "(hidden)" : engine::parameters_text(parameters, row_count);
}

std::unique_ptr<driver::Connection> EngineListener::do_connect(const Url&) { return nullptr; }

std::unique_ptr<driver::Cursor> EngineListener::do_execute(const ExecuteEvent&) { return nullptr; }

std::unique_ptr<driver::Cursor> EngineListener::wrap_result(const ExecuteEvent&,
                                                            std::unique_ptr<driver::Cursor> cursor) {
    return cursor;
}

OutgoingStatement::OutgoingStatement(std::string_view sql, std::span<const ValueView> parameters, std::size_t row_count)
    : sql_(sql), parameters_(parameters), row_count_(row_count) {}

void OutgoingStatement::set_sql(std::string sql, bool keeps_prepared) {
    text_ = std::move(sql);
    sql_ = text_;
    is_sql_changed_ = true;
    keeps_prepared_ = keeps_prepared;
}

void OutgoingStatement::set_parameters(std::vector<Value> parameters) {
    if (parameters.size() != parameters_.size())
        throw ArgumentError("wrong_parameter_count",
                            fmt::format("a listener has given {} parameters for a statement that has {}; give as many, "
                                        "and change the statement itself where it is made",
                                        parameters.size(), parameters_.size()));
    values_ = std::move(parameters);
    views_.clear();
    for (const Value& value : values_) views_.push_back(value.view());
    parameters_ = views_;
}

}  // namespace azoth
