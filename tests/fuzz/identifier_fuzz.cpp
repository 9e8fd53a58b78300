// SPDX-License-Identifier: MIT
// Names of tables and columns: SQLite makes a table of that name, and no other.
#include <string>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "fuzz/fuzz_target.hpp"

namespace {

using namespace azoth;
using test::require;

constexpr std::string_view kNames =
    "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'";

/// SQLite keeps these for itself.
bool is_kept(std::string_view name) {
    constexpr std::string_view kPrefix = "sqlite_";
    std::string start(name.substr(0, kPrefix.size()));
    for (char& c : start)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return start == kPrefix;
}

void check_name(Connection& connection, const std::string& name) {
    std::string quoted;
    connection.dialect().write_identifier(quoted, name);
    connection.execute(text("CREATE TABLE " + quoted + " (" + quoted + " INTEGER)"));
    auto definition = make_node<TableDefinition>(name);
    definition->add(Column(name, Integer{}));
    const Table table(definition);
    const auto column = table.c<int>(name);
    connection.execute(insert(table).values(column = 7));
    require(connection.scalar(select(column).where(column == 7)) == 7, "a row by these names");

    const auto names = connection.execute(text(std::string(kNames)).columns<std::string, std::string>()).all();
    require(names.size() == 1, "one table with one column");
    require(std::get<0>(names[0]) == name && std::get<1>(names[0]) == name, "the names that were given");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Engine engine = create_engine("sqlite://");
    static Connection connection = engine.connect();
    const std::string name(azoth::test::as_text(data, size));
    if (is_kept(name)) return 0;
    try {
        check_name(connection, name);
    } catch (const ArgumentError&) {
        require(name.empty() || name.find('\0') != std::string::npos,
                "only empty names and those with NUL are refused");
    }
    connection.rollback();
    return 0;
}
