// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "dialects/sqlite/driver_statement.hpp"

namespace azoth::sqlite {

/// Whether last_insert_id() will be asked for.
enum class KeyInterest : std::uint8_t { None, Wanted };

/// How long parameters stay where they are: SQLite reads texts and bytes when it needs them.
enum class ParameterMemory : std::uint8_t { LastsForCall, LastsForExecution };

/// One run of a prepared statement: from binding its parameters to its reset.
class Execution {
public:
    /// Precondition: the statement is not in use. Lifetime: it outlives this object, or finish() is called before.
    explicit Execution(PreparedStatement& statement);
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;
    ~Execution() { finish(); }

    /// Binds and makes the first step, in which all changes happen.
    void start(std::span<const ParameterType> types, std::span<const ValueView> parameters, KeyInterest interest,
               ParameterMemory memory = ParameterMemory::LastsForCall);
    /// Goes to the next row. After the last one, or an error, the execution is finished.
    void step();
    bool has_row() const { return has_row_; }
    /// Gives the statement back. Nothing happens the second time.
    void finish() noexcept;

    std::int64_t affected_rows() const { return affected_rows_; }
    /// 0 unless it was asked for. SQLite tells the key of the last row, which is the first one's only if it is alone.
    std::int64_t last_insert_id() const { return affected_rows_ == 1 ? last_key_ : 0; }

private:
    void step_and_watch_key();
    void count_changes();

    PreparedStatement* statement_;
    bool has_row_ = false;
    bool has_copied_parameters_ = false;
    std::int64_t changes_before_ = 0;
    std::int64_t affected_rows_ = 0;
    std::int64_t last_key_ = 0;
};

}  // namespace azoth::sqlite
