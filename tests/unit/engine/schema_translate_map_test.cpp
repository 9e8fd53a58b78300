// SPDX-License-Identifier: MIT
#include "azoth/compile/schema_translate_map.hpp"

#include "azoth/schema/table.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct SchemaTranslation : FakeEngineTest {
    std::string sent(const SchemaTranslateMap& map) {
        Connection connection = engine.execution_options({.schema_translate_map = map}).connect();
        connection.run_statement(*query.node());
        connection.rollback();
        return asked().at(1);
    }

    MetaData metadata;
    Table users{"users", metadata, Column("id", BigInteger{}).primary_key()};
    Table log{"audit.log", metadata, Column("id", BigInteger{}).primary_key()};
    const Select<std::int64_t> query = select(users.c<std::int64_t>("id"));
};

TEST_F(SchemaTranslation, PutsTablesIntoAnotherSchema) {
    EXPECT_EQ(sent({{"", "tenant_7"}}), "SELECT tenant_7.users.id FROM tenant_7.users");
    EXPECT_EQ(sent({{"", "Tenant 8"}}), "SELECT \"Tenant 8\".users.id FROM \"Tenant 8\".users");
    EXPECT_EQ(sent({{"audit", "other"}}), "SELECT users.id FROM users");
    EXPECT_EQ(sent({}), "SELECT users.id FROM users");
}

TEST_F(SchemaTranslation, CompilesOnceForAllTenants) {
    for (int i = 0; i < 10; ++i) sent({{"", "tenant_" + std::to_string(i)}});

    EXPECT_EQ(engine.statistics().cache_misses, 1U);
    EXPECT_EQ(engine.statistics().cache_hits, 9U);
}

TEST_F(SchemaTranslation, LeavesOtherConnectionsAlone) {
    sent({{"", "tenant_7"}});
    Connection connection = engine.connect();
    connection.run_statement(*query.node());

    EXPECT_EQ(asked().at(1), "SELECT users.id FROM users");
}

TEST_F(SchemaTranslation, IsForOneCallWhenAskedSo) {
    Connection connection = engine.connect();
    connection.execute(insert(log).values(log.c<std::int64_t>("id") = 1),
                       {.schema_translate_map = SchemaTranslateMap{{"audit", "tenant_7"}}});
    connection.execute(insert(log).values(log.c<std::int64_t>("id") = 1));
    const Asked statements = asked();

    ASSERT_EQ(statements.size(), 3U);
    EXPECT_TRUE(statements[1].starts_with("INSERT INTO tenant_7.log (id)")) << statements[1];
    EXPECT_TRUE(statements[2].starts_with("INSERT INTO audit.log (id)")) << statements[2];
}

}  // namespace
}  // namespace azoth::test
