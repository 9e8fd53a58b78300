// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialects/postgresql/driver_parameters.hpp"
#include "dialects/postgresql/driver_pipeline.hpp"
#include "dialects/postgresql/driver_prepared.hpp"
#include "dialects/postgresql/driver_result.hpp"
#include "dialects/postgresql/driver_wire.hpp"

namespace azoth::postgresql {

/// Statements that are prepared, and executions of them, sent in one go. They succeed or fail as one.
///
/// The order of the calls: prepare() all, execute(), finish(), take_answer().
class Batch {
public:
    /// `to_deallocate` names statements that the server can forget on this occasion. `opening` runs before all others,
    /// unless it is empty. `affected` receives the number of changed rows of each execution; it may be empty.
    /// `answers`, unless null, receives the results of the executions.
    Batch(Wire& wire, const std::vector<std::string>& to_deallocate, const std::string& opening,
          std::span<std::int64_t> affected = {}, std::vector<Result>* answers = nullptr);
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    /// Precondition: `prepared` lives until finish().
    void prepare(Prepared& prepared, const std::string& sql, std::string_view forms);
    void execute(const Prepared& prepared, const Parameters& parameters);
    void execute_unprepared(const std::string& sql, const Parameters& parameters);
    void finish();
    /// How many rows all executions have changed.
    std::int64_t affected_rows() const { return total_affected_; }
    /// The first failure, or else the result of the last execution; null when that is among the `answers`.
    Result take_answer() { return std::move(answer_); }

private:
    void deallocate(const std::vector<std::string>& names);
    void send(const std::string& sql);
    void receive(std::size_t command, Result result);

    Wire& wire_;
    bool is_in_transaction_;
    std::span<std::int64_t> affected_;
    std::vector<Result>* const answers_;
    std::int64_t total_affected_ = 0;
    std::size_t deallocation_count_ = 0;
    std::size_t opening_count_ = 0;
    std::vector<Prepared*> preparations_;
    std::size_t answered_count_ = 0;
    Result answer_;
    Pipeline pipeline_;
};

}  // namespace azoth::postgresql
