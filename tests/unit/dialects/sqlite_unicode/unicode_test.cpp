// SPDX-License-Identifier: MIT
#include "azoth/dialects/sqlite/unicode.hpp"

#include <string>
#include <vector>

#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/insert.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

using Names = std::vector<std::string>;

struct SqliteUnicode : testing::Test {
    explicit SqliteUnicode(const sqlite::UnicodeOptions& options = {}) {
        engine.add_listener(sqlite::unicode(options));
        create_all(metadata, engine);
    }
    void fill(const Names& names) {
        engine.begin([&](Connection& connection) {
            for (const std::string& text : names) connection.execute(insert(people).values(name = text));
        });
    }
    template <class T>
    T ask(const std::string& sql) {
        return *engine.connect().scalar(text(sql).columns<T>());
    }
    Names ordered_by(const std::string& collation) {
        return engine.connect()
            .scalars(text("SELECT name FROM people ORDER BY name COLLATE " + collation).columns<std::string>())
            .all();
    }

    Engine engine = create_engine("sqlite://");
    MetaData metadata;
    Table people{"people", metadata, Column("id", BigInteger{}).primary_key(), Column("name", Text{})};
    ColumnExpr<std::string> name = people.c<std::string>("name");
};

TEST_F(SqliteUnicode, OrdersTextsAsADictionaryDoes) {
    fill({"zebra", "\u00c4pfel", "Zeder", "apfel", "\u00e9tude", "eule"});

    EXPECT_EQ(ordered_by("unicode"), (Names{"apfel", "\u00c4pfel", "\u00e9tude", "eule", "zebra", "Zeder"}));
}

TEST_F(SqliteUnicode, ComparesWithoutRegardToCaseOrAccents) {
    EXPECT_EQ(ask<int>("SELECT '\u00c4rger' = '\u00e4rger' COLLATE unicode_nocase"), 1);
    EXPECT_EQ(ask<int>("SELECT '\u00c4rger' = 'arger' COLLATE unicode_nocase"), 0);
    EXPECT_EQ(ask<int>("SELECT '\u00c4rger' = 'arger' COLLATE unicode_base"), 1);
    EXPECT_EQ(ask<int>("SELECT '\u00c4rger' = '\u00e4rger' COLLATE unicode"), 0);
}

TEST_F(SqliteUnicode, FoldsCase) {
    EXPECT_EQ(ask<int>("SELECT casefold('Stra\u00dfe') = casefold('STRASSE')"), 1);
    EXPECT_EQ(ask<std::string>("SELECT casefold('\u0386\u03a3')"), "\u03ac\u03c3");
    EXPECT_EQ(ask<int>("SELECT casefold(NULL) IS NULL"), 1);
}

TEST_F(SqliteUnicode, ChangesTheCaseOfAllLetters) {
    EXPECT_EQ(ask<std::string>("SELECT lower('\u00c4\u0416')"), "\u00e4\u0436");
    EXPECT_EQ(ask<std::string>("SELECT upper('\u00e4\u00df')"), "\u00c4SS");
    EXPECT_EQ(ask<std::string>("SELECT lower(12)"), "12");
}

TEST_F(SqliteUnicode, LetsSearchesFindLettersInEitherCase) {
    fill({"\u00c4pfel", "Birnen"});

    EXPECT_EQ(engine.connect().scalars(select(name).where(icontains(name, "\u00e4PF"))).all(), Names{"\u00c4pfel"});
}

TEST_F(SqliteUnicode, IsForColumnsAndTheirIndexes) {
    MetaData more;
    const Table words("words", more, Column("word", String{30}.collate("unicode_nocase")).unique());
    create_all(more, engine);
    Connection connection = engine.connect();
    connection.execute(insert(words).values(words.c<std::string>("word") = "\u00c4rger"));

    EXPECT_THROW(connection.execute(insert(words).values(words.c<std::string>("word") = "\u00e4rger")),
                 UniqueViolation);
}

struct SwedishUnicode : SqliteUnicode {
    SwedishUnicode() : SqliteUnicode({.locale = "sv", .replaces_lower_and_upper = false}) {}
};

TEST_F(SwedishUnicode, HasTheOrderOfItsLocale) {
    fill({"\u00e4pple", "zebra", "apelsin"});

    EXPECT_EQ(ordered_by("unicode"), (Names{"apelsin", "zebra", "\u00e4pple"}));
}

TEST_F(SwedishUnicode, LeavesLowerAloneWhenToldTo) {
    EXPECT_EQ(ask<std::string>("SELECT lower('\u00c4A')"), "\u00c4a");
}

TEST_F(FakeEngineTest, HasNoUseForUnicodeOfSqlite) {
    Connection connection = engine.connect();

    expect_error<ArgumentError>("not_sqlite", "look at Dialect::name()",
                                [&] { sqlite::add_unicode(connection.driver_connection()); });
}

}  // namespace
}  // namespace azoth::test
