// SPDX-License-Identifier: MIT
#include "azoth/orm/inspect.hpp"

#include <cstdint>
#include <optional>
#include <string>

#include "azoth/azoth.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Dog;

struct Place {
    std::string street;
    std::optional<std::string> door;
};

struct Owner {
    std::int64_t id = 0;
    std::string name;
    Place home;
    int size = 0;
    Many<Dog> dogs;
};

struct Dog {
    std::int64_t id = 0;
    std::optional<std::int64_t> owner_id;
    One<Owner> owner;
};

void mapping(Mapper<Owner>& m) {
    m.table("pets.owners");
    m.columns<&Owner::id, &Owner::name, &Owner::size>();
    m.primary_key(&Owner::id);
    m.column(&Owner::name).name("full_name").type(String{50});
    m.column(&Owner::size).computed("1 + 1");
    m.composite<&Owner::home>().columns<&Place::street, &Place::door>();
    m.relationship<&Owner::dogs>().cascade(Cascade::All);
}

void mapping(Mapper<Dog>& m) {
    m.table("pets.dogs");
    m.auto_columns();
    m.primary_key(&Dog::id);
    m.column(&Dog::owner_id).references(&Owner::id);
    m.relationship<&Dog::owner>();
}

TEST(Inspect, TellsTheColumnsOfAClass) {
    const ClassInfo info = inspect<Owner>();

    EXPECT_EQ(info.name, "Owner");
    EXPECT_EQ(info.table, "pets.owners");
    EXPECT_EQ(info.key, std::vector<std::string>{"id"});
    ASSERT_EQ(info.columns.size(), 5U);
    EXPECT_TRUE(info.columns[0].is_key);
    EXPECT_TRUE(info.columns[0].is_generated);
    EXPECT_EQ(info.columns[1].member, "name");
    EXPECT_EQ(info.columns[1].column, "full_name");
    EXPECT_EQ(info.columns[1].type, String{50});
    EXPECT_FALSE(info.columns[1].is_nullable);
    EXPECT_FALSE(info.columns[2].is_written);
    EXPECT_EQ(info.columns[4].member, "home.door");
    EXPECT_EQ(info.columns[4].column, "home_door");
    EXPECT_TRUE(info.columns[4].is_nullable);
}

TEST(Inspect, TellsTheRelationshipsOfAClass) {
    const ClassInfo info = inspect<Owner>();
    ASSERT_EQ(info.relationships.size(), 1U);
    const ClassInfo::RelationshipInfo& dogs = info.relationships[0];

    EXPECT_EQ(dogs.member, "dogs");
    EXPECT_EQ(dogs.target, "Dog");
    EXPECT_TRUE(dogs.is_to_many);
    EXPECT_FALSE(dogs.has_foreign_key);
    EXPECT_EQ(dogs.paired_with, "owner");
    EXPECT_EQ(dogs.cascade, Cascade::All);
    EXPECT_EQ(dogs.columns, std::vector<std::string>{"id"});
    EXPECT_EQ(dogs.target_columns, std::vector<std::string>{"owner_id"});
}

struct Misfit {
    std::int64_t id = 0;
    int missing = 0;
};
void mapping(Mapper<Misfit>& m) {
    static MetaData metadata;
    static const Table table("misfits", metadata, Column("id", BigInteger{}).primary_key(), Column("name", Text{}));
    m.table(table);
    m.auto_columns();
}

struct WrongType {
    std::int64_t id = 0;
    int name = 0;
};
void mapping(Mapper<WrongType>& m) {
    static MetaData metadata;
    static const Table table("wrong_types", metadata, Column("id", BigInteger{}).primary_key(), Column("name", Text{}));
    m.table(table);
    m.auto_columns();
}

TEST(ExistingTable, AMemberWithoutAColumnThatFitsIsAnError) {
    expect_error<MappingError>("table_does_not_fit",
                               "the table 'misfits' has no column 'missing'; its columns are id, name",
                               [] { inspect<Misfit>(); });
    expect_error<MappingError>("table_does_not_fit", "the column 'name' of the table 'wrong_types' is",
                               [] { inspect<WrongType>(); });
}

}  // namespace
}  // namespace azoth::test
