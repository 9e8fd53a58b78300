// SPDX-License-Identifier: MIT
// Classes as they come: plain structs, private members, no default constructor, somebody else's, with mixin bases.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/orm/class_map.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace vendor {

/// A class that is not ours: its header knows nothing of azoth.
struct Gadget {
    std::int64_t id = 0;
    std::string label;
};

void mapping(azoth::Mapper<Gadget>& m) {
    m.table("mapx_gadgets");
    m.auto_columns();
    m.primary_key(&Gadget::id);
}

}  // namespace vendor

namespace elsewhere {

struct Widget {
    std::int64_t id = 0;
    std::string label;
};

}  // namespace elsewhere

namespace azoth {

// The other place where a mapping is found.
void mapping(Mapper<elsewhere::Widget>& m) {
    m.table("mapx_widgets");
    m.auto_columns();
    m.primary_key(&elsewhere::Widget::id);
}

namespace test {
namespace {

enum class Mood : std::int16_t { Calm, Wild };

struct Horse;

struct Rider {
    std::int64_t id = 0;
    std::string name;
    std::optional<int> age;
    Mood mood = Mood::Calm;
    std::vector<std::string> cache;
    Many<Horse> horses;
};

struct Horse {
    std::int64_t id = 0;
    std::string name;
    std::int64_t rider_id = 0;
    One<Rider> rider;
};

void mapping(Mapper<Rider>& m) {
    m.table("mapx_riders");
    m.auto_columns_except<&Rider::cache>();
    m.primary_key(&Rider::id);
    m.column(&Rider::name).name("full_name").type(String{50});
    m.relationship<&Rider::horses>();
}

void mapping(Mapper<Horse>& m) {
    m.table("mapx_horses");
    m.auto_columns();
    m.primary_key(&Horse::id);
    m.column(&Horse::rider_id).references(&Rider::id);
    m.relationship<&Horse::rider>();
}

class Account {
public:
    explicit Account(std::string owner) : owner_(std::move(owner)) {}

    std::int64_t id() const { return id_; }
    const std::string& owner() const { return owner_; }
    int balance() const { return balance_; }
    void deposit(int amount) { balance_ += amount; }

    static auto balance_column() { return c(&Account::balance_); }

    friend void mapping(Mapper<Account>& m) {
        m.table("mapx_accounts");
        m.column<&Account::id_>("id");
        m.column<&Account::owner_>("owner").type(String{50});
        m.column<&Account::balance_>("balance");
        m.primary_key(&Account::id_);
        m.factory<[] { return Account(); }>();
    }

private:
    Account() = default;

    std::int64_t id_ = 0;
    std::string owner_;
    int balance_ = 0;
};

struct Identified {
    std::int64_t id = 0;
};

struct Timestamps {
    int created_at = 0;
    int updated_at = 0;
};

struct SoftDelete {
    std::optional<int> deleted_at;
};

template <class T>
void map_timestamps(Mapper<T>& m) {
    m.template columns<&Timestamps::created_at, &Timestamps::updated_at>();
    m.column(&Timestamps::updated_at).onupdate(77);
    m.index(&Timestamps::created_at);
}

struct Remark;

struct Article : Identified, Timestamps, SoftDelete {
    std::string title;
    Many<Remark> remarks;
};

struct Remark : Identified, Timestamps {
    std::int64_t article_id = 0;
    One<Article> article;
};

void mapping(Mapper<Article>& m) {
    m.table("mapx_articles");
    m.columns<&Article::id, &Article::title, &Article::deleted_at>();
    map_timestamps(m);
    m.primary_key(&Article::id);
    m.relationship<&Article::remarks>();
}

void mapping(Mapper<Remark>& m) {
    m.table("mapx_remarks");
    m.columns<&Remark::id, &Remark::article_id>();
    map_timestamps(m);
    m.primary_key(&Remark::id);
    m.column(&Remark::article_id).references<Article>(&Article::id);
    m.relationship<&Remark::article>();
}

class MappedClass : public BackendTest {
protected:
    Session open() { return Session(engine()); }
};

TEST_F(MappedClass, MembersOfAPlainStructAreFoundWithoutBeingNamed) {
    Registry::of<Rider, Horse>().create_all(engine());
    {
        Session session = open();
        session.add(Rider{.name = "Jo", .mood = Mood::Wild, .cache = {"x"}, .horses = {{.name = "Bay"}}});
        session.commit();
    }
    Session session = open();
    const Ref<Rider> rider = session.query<Rider>().where(c(&Rider::mood) == Mood::Wild).one();

    EXPECT_EQ(rider->name, "Jo");
    EXPECT_EQ(rider->age, std::nullopt);
    EXPECT_TRUE(rider->cache.empty());
    EXPECT_EQ(rider->horses[0].name, "Bay");
    EXPECT_EQ(orm::class_map<Rider>().definition().definitions().size(), 4U);
}

TEST_F(MappedClass, AStructOfSomebodyElseIsMappedBesideItOrInAzoth) {
    Registry::of<vendor::Gadget, elsewhere::Widget>().create_all(engine());
    Session session = open();
    session.add(vendor::Gadget{.label = "g"});
    session.add(elsewhere::Widget{.label = "w"});
    session.commit();

    EXPECT_EQ(open().query<vendor::Gadget>().one()->label, "g");
    EXPECT_EQ(open().query<elsewhere::Widget>().where(c(&elsewhere::Widget::label) == "w").count(), 1);
}

TEST_F(MappedClass, PrivateMembersAreMappedByAFriendAndObjectsMadeByAFactory) {
    Registry::of<Account>().create_all(engine());
    {
        Session session = open();
        Ref<Account> account = session.add(Account("Ann"));
        account->deposit(10);
        session.commit();
        account->deposit(5);
        session.commit();
    }
    Session session = open();
    const Ref<Account> account = session.query<Account>().where(Account::balance_column() == 15).one();

    EXPECT_EQ(account->owner(), "Ann");
    EXPECT_EQ(account->balance(), 15);
    EXPECT_EQ(session.scalars(select<const Account>()).one()->balance(), 15);
}

TEST_F(MappedClass, MembersOfMixinBasesAreColumnsOfEachClassThatHasThem) {
    Registry::of<Article, Remark>().create_all(engine());
    {
        Session session = open();
        Ref<Article> article = session.add([] {
            Article draft;
            draft.title = "On moss";
            draft.created_at = 3;
            draft.remarks.push_back(Remark());
            return draft;
        }());
        session.commit();
        article->title = "On mosses";
        session.commit();
        EXPECT_EQ(article->updated_at, 77);
    }
    Session session = open();
    const Ref<Article> article =
        session.query<Article>()
            .where(c<Article>(&Article::created_at) == 3, c<Article>(&Article::deleted_at).is_null())
            .one();
    EXPECT_EQ(article->title, "On mosses");
    EXPECT_EQ(article->remarks.size(), 1U);

    const auto old = alias<Article>("old");
    EXPECT_EQ(*session.scalar(select(old[&Article::updated_at]).where(old[&Article::created_at] == 3)), 77);
    const auto eager = session.scalars(select<Remark>()
                                           .join(&Remark::article)
                                           .where(c<Article>(&Article::created_at) == 3)
                                           .options(joinedload(&Remark::article)));
    EXPECT_EQ(eager.one()->article->updated_at, 77);
}

}  // namespace
}  // namespace test
}  // namespace azoth
