// SPDX-License-Identifier: MIT
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BackendError = StockTest;

TEST_F(BackendError, TellsStatementParametersAndPlace) {
    fill({"pen"});
    Connection connection = engine().connect();

    const ErrorDetail error = expect_error<UniqueViolation>(
        "unique_violation", "", [&] { connection.execute(insert(items).values(name = "pen")); });
    EXPECT_NE(error.sql.find("INSERT INTO items (name)"), std::string::npos) << error.sql;
    EXPECT_EQ(error.parameters, "('pen')");
    EXPECT_NE(error.place.find("error_test.cpp:"), std::string::npos);
}

TEST_F(BackendError, ShowsAllOfItInItsText) {
    fill({"pen"});
    Connection connection = engine().connect();
    std::string text;
    try {
        connection.execute(insert(items).values(name = "pen"));
    } catch (const Error& error) {
        text = error.what();
    }

    for (const std::string_view part : {"[unique_violation]", "SQL: INSERT INTO items", "('pen')", "error_test.cpp:"})
        EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST_F(BackendError, HidesParametersWhenToldTo) {
    fill({"secret"});
    Connection connection = make_engine({.hide_parameters = true}).connect();

    const ErrorDetail error = expect_error<UniqueViolation>(
        "unique_violation", "", [&] { connection.execute(insert(items).values(name = "secret")); });
    EXPECT_EQ(error.parameters, "(hidden)");
}

TEST_F(BackendError, TellsAMissingTable) {
    Connection connection = engine().connect();

    const ErrorDetail error = expect_error<ProgrammingError>(
        "no_such_table", "no_such_items", [&] { connection.execute(text("SELECT * FROM no_such_items")).all(); });
    EXPECT_NE(error.sql.find("no_such_items"), std::string::npos);
}

TEST_F(BackendError, TellsASyntaxError) {
    Connection connection = engine().connect();

    expect_error<ProgrammingError>("syntax_error", "", [&] { connection.execute(text("SELEKT 1")).all(); });
}

TEST_F(BackendError, TellsANullThatIsNotAllowed) {
    Connection connection = engine().connect();

    expect_error<NotNullViolation>("not_null_violation", "name",
                                   [&] { connection.execute(text("INSERT INTO items (id, name) VALUES (1, NULL)")); });
}

TEST_F(BackendError, TellsAnErrorOfABatch) {
    Connection connection = engine().connect();
    auto node = make_node<sql::InsertNode>(items.table_node());
    node->columns = {1};
    node->rows = {{make_node<sql::ParameterNode>(0, String{50})}};
    const std::vector rows{ValueView::text("pen"), ValueView::text("pen")};

    const ErrorDetail error =
        expect_error<UniqueViolation>("unique_violation", "", [&] { connection.run_many(*node, rows, 2, {}); });
    EXPECT_EQ(error.parameters, "[('pen'), ('pen')]");
}

TEST_F(BackendError, TellsThatItCannotReachTheServer) {
    Url nowhere = url();
    if (nowhere.host.empty()) {
        nowhere.database = "/no/such/folder/items.db";
    } else {
        nowhere.port = 1;
    }
    const Engine unreachable = create_engine(nowhere, {.connect_timeout_ms = 5'000});

    const ErrorDetail error = expect_error<ConnectionError>("connection_failed", "", [&] { unreachable.connect(); });
    EXPECT_NE(error.place.find("error_test.cpp:"), std::string::npos);
    EXPECT_EQ(unreachable.pool_status().checked_out, 0);
}

TEST_F(BackendError, TellsAWrongPasswordWithoutShowingIt) {
    if (url().password.empty()) GTEST_SKIP() << "this database knows no passwords";
    Url wrong = url();
    wrong.password = "swordfish";

    const ErrorDetail error =
        expect_error<ConnectionError>("authentication_failed", "", [&] { create_engine(wrong).connect(); });
    EXPECT_EQ(error.message.find("swordfish"), std::string::npos);
}

TEST_F(BackendError, TellsAnUnknownDatabase) {
    if (url().host.empty()) GTEST_SKIP() << "this database makes a new file";
    Url unknown = url();
    unknown.database = "no_such_database";

    EXPECT_THROW(create_engine(unknown).connect(), ConnectionError);
}

TEST_F(BackendError, RefusesAnUnknownOption) {
    Url odd = url();
    odd.options["no_such_option"] = "1";

    expect_error<ArgumentError>("bad_url", "no_such_option", [&] { create_engine(odd).connect(); });
}

}  // namespace
}  // namespace azoth::test
