// SPDX-License-Identifier: MIT
// create_all() and drop_all() where schema_translate_map says that tables are in another schema.
#include <unistd.h>

#include "azoth/azoth.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

class SchemaTranslation : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        tenant_.emplace(engine().connect());
        tenant_->set_isolation_level(IsolationLevel::Autocommit);
        if (!dialect().ddl().schemas)
            tenant_->run("ATTACH ':memory:' AS " + schema_);
        else
            tenant_->run("CREATE SCHEMA " + schema_);
        tenant_->execution_options({.schema_translate_map = SchemaTranslateMap{{"", schema_}}});
    }
    void TearDown() override {
        if (tenant_ && dialect().ddl().schemas)
            tenant_->run("DROP SCHEMA " + schema_ + (dialect().ddl().cascade ? " CASCADE" : ""));
        if (tenant_) tenant_->close();
        BackendTest::TearDown();
    }
    Connection& tenant() { return *tenant_; }
    static std::int64_t count(Connection& connection, const Table& table) {
        return *connection.scalar(select(func::count(table["id"])));
    }

    MetaData metadata;
    const Table parents{"parents", metadata, Column("id", BigInteger{}).primary_key()};
    const Table children{"children", metadata, Column("id", BigInteger{}).primary_key(),
                         Column("parent_id", BigInteger{}).references("parents.id").index()};

private:
    const std::string schema_ = "tenant_" + std::to_string(getpid());
    std::optional<Connection> tenant_;
};

TEST_F(SchemaTranslation, CreatesTablesThatTheDefaultSchemaHasAlready) {
    create_all(metadata, engine());
    create_all(metadata, tenant());
    create_all(metadata, tenant());
    tenant().execute(insert(parents).values(parents["id"] = 7));
    tenant().execute(insert(children).values(children["id"] = 1, children["parent_id"] = 7));

    EXPECT_EQ(count(tenant(), children), 1);
    Connection others = engine().connect();
    EXPECT_EQ(count(others, parents), 0);
}

TEST_F(SchemaTranslation, ForeignKeysReferToTheOtherSchema) {
    create_all(metadata, engine());
    create_all(metadata, tenant());
    engine().begin([&](Connection& others) { others.execute(insert(parents).values(parents["id"] = 7)); });

    EXPECT_THROW(tenant().execute(insert(children).values(children["id"] = 1, children["parent_id"] = 7)),
                 ForeignKeyViolation);
}

TEST_F(SchemaTranslation, DropsTheTablesOfThatSchemaAlone) {
    create_all(metadata, engine());
    create_all(metadata, tenant());
    drop_all(metadata, tenant());
    drop_all(metadata, tenant());

    Connection others = engine().connect();
    EXPECT_EQ(count(others, children), 0);
    EXPECT_THROW(count(tenant(), children), DatabaseError);
}

}  // namespace
}  // namespace azoth::test
