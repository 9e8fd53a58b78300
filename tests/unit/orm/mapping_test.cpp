// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>
#include <string>

#include "azoth/azoth.hpp"
#include "azoth/orm/class_map.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Writer {
    std::int64_t id = 0;
    std::string name;
    int unmapped = 0;
};

void mapping(Mapper<Writer>& m) {
    m.table("library.writers");
    m.columns<&Writer::id, &Writer::name>();
    m.primary_key(&Writer::id);
    m.column(&Writer::name).name("full name").type(String{50}).index();
}

struct Timestamps {
    std::int64_t created = 0;
};

struct Post : Timestamps {
    std::int64_t id = 0;
    std::optional<std::string> note;
};

void mapping(Mapper<Post>& m) {
    m.table("posts");
    m.columns<&Post::id, &Post::created, &Post::note>();
    m.primary_key(&Post::id);
}

TEST(Mapping, NamesColumnsAfterTheirMembersUnlessTold) {
    const TableDefinition& table = orm::class_map<Writer>().definition();

    EXPECT_EQ(table.schema(), "library");
    EXPECT_EQ(table.name(), "writers");
    ASSERT_EQ(table.definitions().size(), 2U);
    EXPECT_EQ(table.definitions()[0].name(), "id");
    EXPECT_EQ(table.definitions()[1].name(), "full name");
}

TEST(Mapping, TakesTypeAndNullabilityFromTheMember) {
    const TableDefinition& table = orm::class_map<Post>().definition();

    EXPECT_EQ(table.definitions()[1].type(), BigInteger{});
    EXPECT_FALSE(table.definitions()[1].is_nullable());
    EXPECT_EQ(table.definitions()[2].type(), String{});
    EXPECT_TRUE(table.definitions()[2].is_nullable());
}

TEST(Mapping, FindsMembersOfAnUnmappedBaseThroughTheClass) {
    EXPECT_EQ(c<Post>(&Post::created).column()->name(), "created");
}

TEST(Mapping, AMemberThatIsNotMappedIsAnError) {
    expect_error<MappingError>("unmapped_member", "Writer has no mapped column of type int at this member",
                               [] { c(&Writer::unmapped); });
}

struct NoTable {
    std::int64_t id = 0;
};
void mapping(Mapper<NoTable>& m) {
    m.columns<&NoTable::id>();
    m.primary_key(&NoTable::id);
}

struct NoKey {
    std::int64_t id = 0;
};
void mapping(Mapper<NoKey>& m) {
    m.table("no_key");
    m.columns<&NoKey::id>();
}

TEST(Mapping, ReportsAllMistakesAtOnce) {
    const ErrorDetail detail =
        expect_error<MappingError>("bad_mappings", "2 mistakes", [] { Registry::of<NoTable, NoKey, Writer>(); });

    EXPECT_NE(detail.message.find("mapping() of NoTable"), std::string::npos) << detail.message;
    EXPECT_NE(detail.message.find("names no table"), std::string::npos);
    EXPECT_NE(detail.message.find("has no primary key"), std::string::npos);
}

struct Child;
struct Parent {
    std::int64_t id = 0;
    Many<Child> children;
};
struct Child {
    std::int64_t id = 0;
    std::int64_t parent_id = 0;
};
void mapping(Mapper<Parent>& m) {
    m.table("parents");
    m.columns<&Parent::id>();
    m.primary_key(&Parent::id);
    m.relationship<&Parent::children>();
}
void mapping(Mapper<Child>& m) {
    m.table("children");
    m.columns<&Child::id, &Child::parent_id>();
    m.primary_key(&Child::id);
}

TEST(Mapping, ARelationshipWithoutAForeignKeyIsAnErrorThatShowsTheLineToWrite) {
    expect_error<MappingError>("no_foreign_key", "there is no foreign key between the tables 'parents' and 'children'",
                               [] { Registry::of<Parent, Child>(); });
}

struct Page;
struct Person {
    std::int64_t id = 0;
    Many<Page> pages;
};
struct Page {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::int64_t editor_id = 0;
    One<Person> author;
};
void mapping(Mapper<Person>& m) {
    m.table("persons");
    m.columns<&Person::id>();
    m.primary_key(&Person::id);
    m.relationship<&Person::pages>().foreign_key(&Page::author_id);
}
void mapping(Mapper<Page>& m) {
    m.table("pages");
    m.columns<&Page::id, &Page::author_id, &Page::editor_id>();
    m.primary_key(&Page::id);
    m.column(&Page::author_id).references(&Person::id);
    m.column(&Page::editor_id).references(&Person::id);
    m.relationship<&Page::author>();
}

TEST(Mapping, TwoForeignKeysWhereOneWasExpectedIsAnErrorThatListsThem) {
    const ErrorDetail detail = expect_error<MappingError>("ambiguous_foreign_key", "there are 2 foreign keys",
                                                          [] { Registry::of<Person, Page>(); });

    EXPECT_NE(detail.message.find("(author_id), (editor_id)"), std::string::npos) << detail.message;
    EXPECT_NE(detail.message.find(".foreign_key("), std::string::npos);
}

struct Target {
    std::int64_t id = 0;
    std::int64_t hidden = 0;
};
struct Source {
    std::int64_t id = 0;
    std::int64_t target = 0;
};
void mapping(Mapper<Target>& m) {
    m.table("targets");
    m.columns<&Target::id>();
    m.primary_key(&Target::id);
}
void mapping(Mapper<Source>& m) {
    m.table("sources");
    m.columns<&Source::id, &Source::target>();
    m.primary_key(&Source::id);
    m.column(&Source::target).references(&Target::hidden);
}

TEST(Mapping, AForeignKeyToAMemberThatIsNotMappedIsAnError) {
    expect_error<MappingError>("foreign_key_to_nothing", "column 'target'", [] { Registry::of<Source, Target>(); });
}

TEST(Mapping, GeneratesASingleIntegerKey) {
    orm::class_map<Post>().ensure_configured();

    EXPECT_EQ(orm::class_map<Post>().generated_column(), 0U);
    EXPECT_TRUE(orm::class_map<Post>().has_integer_key());
}

}  // namespace
}  // namespace azoth::test
