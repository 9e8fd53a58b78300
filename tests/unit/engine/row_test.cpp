// SPDX-License-Identifier: MIT
#include "azoth/engine/row.hpp"

#include <gtest/gtest.h>

#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "support/fake_backend.hpp"

namespace azoth::test {
namespace {

/// A row with these columns, as a database would give it.
azoth::Row make_row(std::vector<std::string> columns, std::vector<Value> values) {
    FakeServer server;
    const FakeBackend backend(server);
    server.answer("SELECT", {.columns = std::move(columns), .rows = {std::move(values)}});
    return create_engine(Url{}, backend).connect().execute(text("SELECT")).one();
}

TEST(Row, GivesValuesByNameAndByPosition) {
    const azoth::Row row = make_row({"id", "name"}, {5, "sandy"});

    EXPECT_EQ(row["id"].as<int>(), 5);
    EXPECT_EQ(row["name"].as<std::string>(), "sandy");
    EXPECT_EQ(row[0].as<std::int64_t>(), 5);
    EXPECT_EQ(row[1].as<std::string>(), "sandy");
}

TEST(Row, TellsItsColumns) {
    const azoth::Row row = make_row({"id", "name"}, {5, "sandy"});

    EXPECT_EQ(row.size(), 2U);
    EXPECT_EQ(std::vector(row.names().begin(), row.names().end()), (std::vector<std::string>{"id", "name"}));
}

TEST(Row, IsARangeOfValues) {
    std::string all;
    for (const Value& value : make_row({"a", "b"}, {1, nullptr})) all += to_display_string(value.view()) + " ";

    EXPECT_EQ(all, "1 NULL ");
}

TEST(Row, ListsItsColumnsWhenANameIsUnknown) {
    const azoth::Row row = make_row({"id", "name"}, {5, "sandy"});

    expect_error<ArgumentError>("no_such_column", "no column 'nmae'; its columns are: id, name", [&] { row["nmae"]; });
    expect_error<ArgumentError>("no_such_column", "no column at position 2", [&] { row[2]; });
}

TEST(Row, RefusesANameThatSeveralColumnsHave) {
    const azoth::Row row = make_row({"id", "id"}, {5, 6});

    expect_error<ArgumentError>("ambiguous_column", "several columns of the row are called 'id'", [&] { row["id"]; });
    EXPECT_EQ(row[1].as<int>(), 6);
}

TEST(Row, HasNoColumnsWhenItIsNew) {
    expect_error<ArgumentError>("no_such_column", "its columns are: none", [] { azoth::Row()["id"]; });
}

}  // namespace
}  // namespace azoth::test
