// SPDX-License-Identifier: MIT
// Hostile texts in every place that takes a name or a text: each is refused, or comes back as it was.
#include <array>
#include <string>

#include "azoth/azoth.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/text.hpp"
#include "azoth/sql/text_search.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

constexpr std::array<std::string_view, 24> kHostile = {
    "'",
    "''",
    "\"",
    "`",
    "\\",
    "\\'",
    "'; DROP TABLE canary; --",
    "\"; DROP TABLE canary; --",
    "`; DROP TABLE canary; --",
    "x' OR '1'='1",
    "x) UNION SELECT 1 --",
    "a\"b",
    "a`b",
    "]; DROP TABLE canary",
    "/* */",
    "*/ DROP TABLE canary /*",
    "-- ",
    "\n",
    ":name",
    "?",
    "$1",
    "%s %(x)s {0}",
    "select",
    "\xc3\xa9\xe2\x98\x83",
};

class Injection : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        create_all(canary_metadata_, engine());
        engine().begin([&](Connection& connection) { connection.execute(insert(canary).values(canary_id = 1)); });
    }

    /// Runs `use` with each text. An error of azoth's own is as good as a result; one of the database's is a hole.
    template <class Use>
    void try_all(Use use) {
        for (const std::string_view hostile : kHostile) {
            const std::string text(hostile);
            SCOPED_TRACE(text);
            Connection connection = engine().connect();
            try {
                use(connection, text);
            } catch (const ArgumentError& error) {
                EXPECT_FALSE(error.code().empty());
            } catch (const CompileError& error) {
                EXPECT_FALSE(error.code().empty());
            } catch (const Error& error) {
                ADD_FAILURE() << "reached the database: " << error.what();
            }
            connection.rollback();
            EXPECT_EQ(connection.scalar(select(func::count()).select_from(canary)), 1);
        }
    }

private:
    MetaData canary_metadata_;

public:
    Table canary{"canary", canary_metadata_, Column("id", Integer{}).primary_key()};
    ColumnExpr<int> canary_id = canary.c<int>("id");
};

/// MariaDB and MySQL cut spaces off the end of names, and refuse to have them there.
bool is_storable_name(const std::string& name) {
    return name.back() != ' ' && name.back() != '\n';
}

TEST_F(Injection, ValuesComeBack) {
    try_all([&](Connection& connection, const std::string& text) {
        EXPECT_EQ(connection.scalar(select(literal(text))), text);
        EXPECT_EQ(connection.scalar(select(func::concat(literal(text), "x"))), text + "x");
    });
}

TEST_F(Injection, LiteralsComeBack) {
    try_all([&](Connection& connection, const std::string& text) {
        const std::string sql = to_string(select(literal(text)), connection.dialect(), true);
        EXPECT_EQ(connection.scalar(azoth::text(sql).columns<std::string>()), text);
    });
}

TEST_F(Injection, PatternsMatchThemselves) {
    try_all([&](Connection& connection, const std::string& text) {
        const auto found = contains(literal("a" + text), text);
        EXPECT_EQ(connection.scalar(select(func::count()).select_from(canary).where(found)), 1);
    });
}

TEST_F(Injection, LabelsComeBack) {
    try_all([&](Connection& connection, const std::string& text) {
        if (!is_storable_name(text)) return;
        const auto label = canary["id"].label(text);
        const auto rows = connection.execute(select(label).select_from(canary).order_by(label)).all();
        EXPECT_EQ(rows.at(0)[text].as<int>(), 1);
        const auto sub = select(canary_id.label(text)).subquery(text);
        EXPECT_EQ(connection.scalar(select(sub.c<int>(text))), 1);
    });
}

TEST_F(Injection, NamesOfCtesAndWindowsStayNames) {
    try_all([&](Connection& connection, const std::string& text) {
        if (!is_storable_name(text)) return;
        const auto cte = select(canary_id).cte(text);
        EXPECT_EQ(connection.scalar(select(cte.c<int>("id"))), 1);
        const auto rows = connection.execute(select(func::count().over(window(text).order_by(canary_id)))).all();
        EXPECT_EQ(rows.size(), 1U);
    });
}

TEST_F(Injection, NamesOfTablesAndColumnsStayNames) {
    try_all([&](Connection& connection, const std::string& text) {
        if (!is_storable_name(text)) return;
        MetaData metadata;
        const Table table("t" + text, metadata, Column("id", Integer{}).primary_key(), Column("c" + text, String{50}));
        create_all(metadata, engine());
        const auto id = table.c<int>("id");
        const auto column = table.c<std::string>("c" + text);
        connection.execute(insert(table).values(id = 1, column = text));
        connection.execute(update(table).set(column = column + text).where(column == text));
        EXPECT_EQ(connection.scalar(select(column).where(id == 1).order_by(column)), text + text);
        connection.execute(delete_(table).where(column == text + text));
        connection.rollback();
        drop_all(metadata, engine());
    });
}

TEST_F(Injection, NamesOfConstraintsStayNames) {
    try_all([&](Connection&, const std::string& text) {
        if (!is_storable_name(text)) return;
        MetaData metadata;
        const Table table("t", metadata, Column("id", Integer{}).primary_key(), Column("c", String{50}),
                          UniqueConstraint{{"c"}, "u" + text});
        create_all(metadata, engine());
        drop_all(metadata, engine());
    });
}

TEST_F(Injection, SchemasStayNames) {
    try_all([&](Connection& connection, const std::string& text) {
        auto definition = make_node<TableDefinition>("t", text);
        definition->add(Column("id", Integer{}));
        const Table table(definition);
        const std::string sql = to_string(select(table["id"]), connection.dialect());
        std::string quoted;
        connection.dialect().write_identifier(quoted, text);
        EXPECT_EQ(sql, "SELECT " + quoted + ".t.id FROM " + quoted + ".t");
    });
}

TEST_F(Injection, AliasesStayNames) {
    try_all([&](Connection& connection, const std::string& text) {
        if (!is_storable_name(text)) return;
        const FromHandle other = alias(canary, text);
        EXPECT_EQ(connection.scalar(select(other.c<int>("id")).where(other["id"] == 1)), 1);
        const FromHandle rows = values<int>(text).data({{7}}).alias(text);
        EXPECT_EQ(connection.scalar(select(rows.c<int>(text))), 7);
    });
}

TEST_F(Injection, CommentsComeBack) {
    try_all([&](Connection&, const std::string& text) {
        MetaData metadata;
        const Table table("t", metadata, Column("id", Integer{}).primary_key().comment(text));
        create_all(metadata, engine());
        drop_all(metadata, engine());
    });
}

TEST_F(Injection, NamesOfSequencesStayNames) {
    if (!capabilities().ddl.sequences) GTEST_SKIP() << "no sequences";
    try_all([&](Connection& connection, const std::string& text) {
        if (!is_storable_name(text)) return;
        MetaData metadata;
        const Sequence numbers("s" + text, metadata);
        create_all(metadata, engine());
        EXPECT_EQ(connection.scalar(select(numbers.next_value())), 1);
        connection.rollback();
        drop_all(metadata, engine());
    });
}

/// Collations and constraints must be there for a statement to run, so these are only written.
TEST_F(Injection, NamesOfOtherObjectsStayNames) {
    try_all([&](Connection& connection, const std::string& text) {
        std::string quoted;
        connection.dialect().write_identifier(quoted, text);
        const auto written = [&](const auto& statement) { return to_string(statement, connection.dialect()); };
        const std::string collated = written(select(type_coerce<std::string>(canary_id).collate(text)));
        EXPECT_EQ(collated, "SELECT canary.id COLLATE " + quoted + " FROM canary");
        if (capabilities().conflict_on_constraint) {
            const auto upsert = insert(canary).values(canary_id = 1).on_conflict_on_constraint(text).do_nothing();
            EXPECT_NE(written(upsert).find(" ON CONSTRAINT " + quoted + " DO NOTHING"), std::string::npos);
        }
        if (!capabilities().search_and_cycle) return;
        const CteHandle tree = select(canary_id).cte("tree", Recursive).cycle({"id"}, text, text + "2");
        EXPECT_NE(written(select(tree["id"])).find(" CYCLE id SET " + quoted + " USING "), std::string::npos);
    });
}

TEST_F(Injection, ConfigurationsOfTextSearchAreWords) {
    try_all([&](Connection&, const std::string& text) {
        to_tsvector(literal("x"), text);
        EXPECT_EQ(text, "select");
    });
}

TEST_F(Injection, NamesOfFunctionsAreWordsOrQuoted) {
    try_all([&](Connection& connection, const std::string& text) {
        const std::string sql = to_string(select(func::call<int>(text, 1)), connection.dialect());
        EXPECT_EQ(text, "select") << sql;  // the only one that is a word
    });
    try_all([&](Connection& connection, const std::string& text) {
        const std::string sql = to_string(select(CustomFunction<int>(text)(1)), connection.dialect());
        EXPECT_EQ(text, "select") << sql;
    });
}

TEST_F(Injection, SeparatorsComeBack) {
    try_all([&](Connection& connection, const std::string& text) {
        connection.execute(insert(canary).values(canary_id = 2));
        const auto joined = func::aggregate_strings(func::concat("a", cast<std::string>(canary_id - canary_id)), text);
        EXPECT_EQ(connection.scalar(select(joined)), "a0" + text + "a0");
    });
}

TEST_F(Injection, BindsOfTextsComeBack) {
    try_all([&](Connection& connection, const std::string& text) {
        EXPECT_EQ(connection.scalar(azoth::text("SELECT id FROM canary WHERE 'x' <> :v")
                                        .bind("v", text)
                                        .columns<int>()),
                  1);
        const auto twice = azoth::text("SELECT id FROM canary WHERE :v = :v").bind("v", text);
        EXPECT_EQ(connection.scalar(twice.columns<int>()), 1);
    });
}

}  // namespace
}  // namespace azoth::test
