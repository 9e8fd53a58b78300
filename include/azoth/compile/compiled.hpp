// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "azoth/types/sql_type.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

class Dialect;
struct DefaultPlan;

/// Where the value of a placeholder comes from.
struct BindSlot {
    enum class Source : std::uint8_t {
        Bind,       ///< the bind at `index` in the order of CacheKeyWriter::binds()
        BindList,   ///< the same, with as many placeholders as it has values
        Parameter,  ///< the parameter at `index` of the row given at execution
        Default,    ///< the default at `index` of DefaultPlan::uses
        Named,      ///< the bind at `index` has a name, by which its value is given
        Literal,    ///< the bind at `index` is written into the SQL
    };

    Source source = Source::Bind;
    bool is_negated = false;  ///< BindList: of NOT IN
    std::uint32_t index = 0;
    ParameterType type;
    std::vector<ParameterType> tuple_types = {};  ///< BindList of tuples: of each element

    /// How many placeholders one value of a list has.
    std::size_t width() const {
        const std::size_t types = tuple_types.size();
        return types == 0 ? 1 : types;
    }
};

/// A column of the result.
struct CompiledColumn {
    std::string name;
    SqlType type;
    std::string table = {};  ///< the table or alias of which it is a column; empty: of none, or of one without a name
};

/// A statement in the SQL of one dialect, without its values.
struct Compiled {
    /// The SQL with placeholders. With BindLists or Literals it is put together by compile::expand() at each execution,
    /// and this is the form that it has when each list holds one value.
    std::string sql;
    /// The text before, between and after the slots; empty unless has_bind_lists.
    std::vector<std::string> pieces;
    std::vector<BindSlot> slots;                 ///< in the order of the placeholders
    std::vector<ParameterType> parameter_types;  ///< of `slots`, for the driver; empty when has_bind_lists
    std::vector<CompiledColumn> columns;  ///< of the rows; empty when it returns none, or for text() without columns
    /// An UPDATE that does the same for many rows of parameters at once, one array for each parameter; empty when there
    /// is none.
    std::string array_sql;
    std::string cartesian_product;                ///< elements of a FROM that no condition connects: `books, authors`
    std::shared_ptr<const DefaultPlan> defaults;  ///< null without slots of that kind
    bool has_bind_lists = false;                  ///< or Literals
    bool takes_rows_in_order = false;             ///< the values of a row of parameters are those of `slots`
    bool has_names = false;                       ///< some of `slots` are filled by name
    bool returns_rows = false;                    ///< it has a result; true for text() that nobody has read
    bool is_cacheable = true;
    bool is_plain_read = false;  ///< a SELECT that only reads: see compile::is_plain_read()
};

namespace compile {

/// The values of a BindList or a Literal at one execution.
struct LateValues {
    std::span<const Value> values;
    bool is_written = false;  ///< they stand in the SQL
};

/// Which lists are to stand in the SQL: none, unless there are more values than the database takes parameters. Then
/// those whose values need no escaping: numbers, dates, UUIDs.
void write_what_is_too_much(const Compiled& compiled, const Dialect& dialect, std::span<LateValues> late);

/// How many values the BindLists and Literals get, in the order of the slots: rounded up (powers of two to 1024, then
/// multiples of 1024), so that few different statements exist. The caller fills up with the last value. An empty list
/// stays empty, and what stands in the SQL gets none.
///
/// Rounds nothing when the statement would get more parameters than the database takes.
std::vector<std::size_t> padded_list_sizes(const Compiled& compiled, const Dialect& dialect,
                                           std::span<const LateValues> late);

/// The SQL of a statement with these values for its BindLists and Literals, padded as padded_list_sizes() says.
///
/// `types`, unless null, receives the type of each placeholder. An empty list is rendered so that IN matches nothing
/// and NOT IN everything, as SQLAlchemy does. Throws CompileError(`too_many_parameters`).
std::string expand(const Compiled& compiled, const Dialect& dialect, std::span<const LateValues> late,
                   std::vector<ParameterType>* types = nullptr);

/// The same with placeholders alone: for BindLists of `list_sizes` values, and for each Literal one.
std::string expand(const Compiled& compiled, const Dialect& dialect, std::span<const std::size_t> list_sizes,
                   std::vector<ParameterType>* types = nullptr);

}  // namespace compile
}  // namespace azoth
