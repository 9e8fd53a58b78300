// SPDX-License-Identifier: MIT
#include "support/server_process.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

constexpr std::string_view kSecret = "top-secret";

struct BackendHiddenValues : StockTest {
    Engine discreet() { return make_engine({.hide_parameters = true}); }
    void expect_hidden(const ErrorDetail& error, std::string_view secret = kSecret) {
        EXPECT_EQ(error.message.find(secret), std::string::npos) << error.message;
        EXPECT_EQ(error.parameters.find(secret), std::string::npos) << error.parameters;
    }
};

TEST_F(BackendHiddenValues, StayHiddenInAUniqueViolation) {
    Connection connection = discreet().connect();
    for (const std::string& text : {std::string(kSecret), "'" + std::string(kSecret) + "' for key 'name'",
                                    std::string(kSecret) + ")=(" + std::string(kSecret) + ") already exists."}) {
        fill(connection, {text});
        const ErrorDetail error =
            expect_error<UniqueViolation>("unique_violation", "", [&] { fill(connection, {text}); });
        expect_hidden(error);
        if (is_server(url())) {
            EXPECT_NE(error.constraint.find("name"), std::string::npos) << error.message;
        }
        connection.rollback();
    }
}

TEST_F(BackendHiddenValues, AreShownOtherwise) {
    if (!is_server(url())) GTEST_SKIP() << "this database shows none";
    Connection connection = engine().connect();
    fill(connection, {std::string(kSecret)});

    const ErrorDetail error =
        expect_error<UniqueViolation>("unique_violation", "", [&] { fill(connection, {std::string(kSecret)}); });
    EXPECT_NE(error.message.find(kSecret), std::string::npos) << error.message;
}

TEST_F(BackendHiddenValues, StayHiddenInAValueThatDoesNotFit) {
    if (!is_server(url())) GTEST_SKIP() << "this database takes any value";
    Connection connection = discreet().connect();
    const auto wrong = url().dialect == "mysql" ? "INSERT INTO items (id, name, price) VALUES (1, 'a', concat(:v, ''))"
                                                : "SELECT CAST(CAST(:v AS text) AS integer)";
    for (const std::string& text_value : {std::string(kSecret), "'" + std::string(kSecret) + "\" for column ",
                                          "x; for column " + std::string(kSecret)}) {
        expect_hidden(expect_error<DataError>("bad_value", "",
                                              [&] { connection.execute(text(wrong).bind("v", text_value)).all(); }));
        connection.rollback();
    }
}

TEST_F(BackendHiddenValues, StayHiddenInARowThatIsRefused) {
    Connection connection = discreet().connect();
    connection.run("CREATE TABLE checked (name VARCHAR(50) NOT NULL, price INTEGER CHECK (price > 0))");
    connection.commit();
    const auto add = text("INSERT INTO checked (name, price) VALUES (:name, -1)").bind("name", kSecret);

    expect_hidden(expect_error<CheckViolation>("check_violation", "", [&] { connection.execute(add).all(); }));
}

TEST_F(BackendHiddenValues, StayHiddenInWhatTriggersSay) {
    if (url().dialect != "postgresql") GTEST_SKIP() << "written for another database";
    Connection connection = discreet().connect();
    const std::string code =
        "DO $$ BEGIN RAISE EXCEPTION 'no: top-secret' USING DETAIL = 'top-secret', HINT = "
        "'top-secret'; END $$";

    try {
        connection.run(code);
        ADD_FAILURE();
    } catch (const DatabaseError& error) {
        expect_hidden(error.detail());
    }
}

}  // namespace
}  // namespace azoth::test
