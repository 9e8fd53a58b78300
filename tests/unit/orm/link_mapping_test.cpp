// SPDX-License-Identifier: MIT
// Many-to-many: the table that is made, the SQL that goes along it, and mappings that cannot be.
#include <cstdint>
#include <string>

#include "azoth/azoth.hpp"
#include "azoth/compile/schema_script.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct Label;

struct Post {
    std::int64_t id = 0;
    Many<Label> labels;
};

struct Label {
    std::string name;
    std::int32_t shade = 0;
    Many<Post> posts;
};

void mapping(Mapper<Post>& m) {
    m.table("posts");
    m.columns<&Post::id>();
    m.primary_key(&Post::id);
    m.relationship<&Post::labels>().secondary();
}

void mapping(Mapper<Label>& m) {
    m.table("labels");
    m.columns<&Label::name, &Label::shade>();
    m.primary_key(&Label::name, &Label::shade);
    m.column(&Label::name).type(String{20});
    m.relationship<&Label::posts>().secondary();
}

TEST(LinkTable, IsMadeOfTheKeysOfBothSides) {
    const auto registry = Registry::of<Post, Label>();
    const TableDefinitionPtr table = registry.metadata().find("labels_posts");

    ASSERT_TRUE(table);
    const std::string script = schema_script(registry.metadata(), generic_dialect());
    EXPECT_NE(script.find(
                  "CREATE TABLE labels_posts (label_name VARCHAR(20) NOT NULL, label_shade INTEGER NOT NULL, "
                  "post_id BIGINT NOT NULL, CONSTRAINT pk_labels_posts PRIMARY KEY (label_name, label_shade, post_id), "
                  "CONSTRAINT fk_labels_posts_label_name_label_shade_labels FOREIGN KEY(label_name, label_shade) "
                  "REFERENCES labels (name, shade) ON DELETE CASCADE, "
                  "CONSTRAINT fk_labels_posts_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id) "
                  "ON DELETE CASCADE);"),
              std::string::npos)
        << script;
    ASSERT_EQ(table->indexes().size(), 1U);
    EXPECT_EQ(table->indexes().front().columns(), (std::vector<std::string>{"post_id"}));
}

TEST(LinkTable, IsJoinedUnderAnAlias) {
    expect_sql(select(&Post::id, &Label::name).join(&Post::labels),
               "SELECT posts.id, labels.name FROM posts "
               "JOIN labels_posts AS anon_1 ON posts.id = anon_1.post_id "
               "JOIN labels ON anon_1.label_name = labels.name AND anon_1.label_shade = labels.shade");
    expect_sql(select(&Post::id).outerjoin(&Post::labels),
               "SELECT posts.id FROM posts LEFT OUTER JOIN (labels_posts AS anon_1 JOIN labels ON "
               "anon_1.label_name = labels.name AND anon_1.label_shade = labels.shade) "
               "ON posts.id = anon_1.post_id");
}

TEST(LinkTable, FilterByNamesColumnsOfWhatIsBehindIt) {
    expect_sql(select(&Post::id).outerjoin(&Post::labels).filter_by("shade", 3),
               "SELECT posts.id FROM posts LEFT OUTER JOIN (labels_posts AS anon_1 JOIN labels ON "
               "anon_1.label_name = labels.name AND anon_1.label_shade = labels.shade) "
               "ON posts.id = anon_1.post_id WHERE labels.shade = :shade_1");
}

// Mappings that cannot be.

struct Single {
    std::int64_t id = 0;
    One<Post> post;
};
void mapping(Mapper<Single>& m) {
    m.table("singles");
    m.columns<&Single::id>();
    m.primary_key(&Single::id);
    m.relationship<&Single::post>().secondary();
}

TEST(LinkTable, DoesNotJoinAOne) {
    expect_error<MappingError>(
        "single_over_link_table",
        "Single::post: a link table joins many to many, but this is a One; write `Many<Post> post;`",
        [] { Registry::of<Single, Post, Label>(); });
}

struct Orphanage {
    std::int64_t id = 0;
    Many<Post> posts;
};
void mapping(Mapper<Orphanage>& m) {
    m.table("orphanages");
    m.columns<&Orphanage::id>();
    m.primary_key(&Orphanage::id);
    m.relationship<&Orphanage::posts>().secondary().cascade(Cascade::All | Cascade::DeleteOrphan);
}

TEST(LinkTable, KnowsNoOrphans) {
    expect_error<MappingError>("orphan_over_link_table", "Orphanage::posts: over a link table an object can be in many",
                               [] { Registry::of<Orphanage, Post, Label>(); });
}

struct Friend {
    std::int64_t id = 0;
    Many<Friend> friends;
};
void mapping(Mapper<Friend>& m) {
    m.table("friends");
    m.columns<&Friend::id>();
    m.primary_key(&Friend::id);
    m.relationship<&Friend::friends>().secondary("friendships");
}

TEST(LinkTable, OfOneClassNeedsNamesOfColumns) {
    expect_error<MappingError>("bad_link_columns",
                               "Friend::friends: both sides are the same class, so the columns of the link table need "
                               "names; write .secondary(\"table\", \"columns that lead to Friend\"",
                               [] { Registry::of<Friend>(); });
}

struct Keyed {
    std::int64_t id = 0;
    Many<Label> labels;
};
void mapping(Mapper<Keyed>& m) {
    m.table("keyed");
    m.columns<&Keyed::id>();
    m.primary_key(&Keyed::id);
    m.relationship<&Keyed::labels>().secondary("keyed_labels", "keyed_id", "label_name");
}

TEST(LinkTable, NeedsAColumnForEachOfTheKey) {
    expect_error<MappingError>("bad_link_columns",
                               "Keyed::labels: the key of Label has 2 columns, but 1 lead to it: label_name",
                               [] { Registry::of<Keyed, Label, Post>(); });
}

const Table& bare_table() {
    static MetaData metadata;
    static const Table table("bare_links", metadata, Column("post_id", BigInteger{}).references("posts.id"),
                             Column("other_id", BigInteger{}).references("posts.id"), Column("loose", BigInteger{}));
    return table;
}

struct Bare {
    std::int64_t id = 0;
    Many<Post> posts;
};
void mapping(Mapper<Bare>& m) {
    m.table("bares");
    m.columns<&Bare::id>();
    m.primary_key(&Bare::id);
    m.relationship<&Bare::posts>().secondary(bare_table());
}

TEST(LinkTable, NeedsForeignKeys) {
    expect_error<MappingError>("no_foreign_key",
                               "Bare::posts: the link table 'bare_links' has no foreign key to 'bares'; add "
                               "Column(...).references(\"bares.id\") to it",
                               [] { Registry::of<Bare, Post, Label>(); });
}

const Table& double_table() {
    static MetaData metadata;
    static const Table table("double_links", metadata, Column("double_id", BigInteger{}).references("doubles.id"),
                             Column("post_id", BigInteger{}).references("posts.id"),
                             Column("other_id", BigInteger{}).references("posts.id"));
    return table;
}

struct Double {
    std::int64_t id = 0;
    Many<Post> posts;
};
void mapping(Mapper<Double>& m) {
    m.table("doubles");
    m.columns<&Double::id>();
    m.primary_key(&Double::id);
    m.relationship<&Double::posts>().secondary(double_table());
}

TEST(LinkTable, WithSeveralForeignKeysWantsOneChosen) {
    expect_error<MappingError>("ambiguous_foreign_key",
                               "Double::posts: the link table 'double_links' has 2 foreign keys to 'posts': (post_id), "
                               "(other_id); choose by .secondary(table, \"columns that lead to Double\"",
                               [] { Registry::of<Double, Post, Label>(); });
}

struct Misnamed {
    std::int64_t id = 0;
    Many<Post> posts;
};
void mapping(Mapper<Misnamed>& m) {
    m.table("misnamed");
    m.columns<&Misnamed::id>();
    m.primary_key(&Misnamed::id);
    m.relationship<&Misnamed::posts>().secondary(double_table(), "misnamed_id", "post_id");
}

TEST(LinkTable, HasTheColumnsThatAreNamed) {
    expect_error<MappingError>("no_such_column",
                               "Misnamed::posts: the link table 'double_links' has no column 'misnamed_id'",
                               [] { Registry::of<Misnamed, Post, Label>(); });
}

}  // namespace
}  // namespace azoth::test
