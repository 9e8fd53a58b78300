// SPDX-License-Identifier: MIT
// Functions of a mapping: on loading, before and after what a flush writes, and validators.
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

std::vector<std::string> calls;
std::string failing;  // the hook that throws
Session* open_session = nullptr;
void (*misdeed)(Session& session) = nullptr;  // what before_insert does to the session
struct Member* loaded_member = nullptr;       // the last one that on_load was called with
std::function<void()> load_deed;              // what on_load does
bool takes_key = false;                       // before_insert leaves the key to the database

void called(const std::string& hook, const std::string& who) {
    calls.push_back(hook + " " + who);
    if (hook == failing) throw std::runtime_error(hook + " failed");
}

struct Box {
    std::string contents;
    std::optional<int> weight;
};

struct Member {
    std::int64_t id = 0;
    std::string name;
    std::string slug;
    std::string email;
    std::optional<Box> box;
    int visits = 0;
    std::string greeting;  // no column

    void greet() { greeting = "Hello " + name; }
    void count_visit() { ++visits; }
    void say_goodbye() const { called("goodbye", name); }
};

struct Audit {
    std::int64_t id = 0;
    std::string what;
};

void mapping(Mapper<Audit>& m) {
    m.table("mapx_audits");
    m.auto_columns();
    m.primary_key(&Audit::id);
}

void mapping(Mapper<Member>& m) {
    m.table("mapx_members");
    m.auto_columns_except<&Member::greeting>();
    m.primary_key(&Member::id);
    m.column(&Member::name).type(String{50}).unique();
    m.composite<&Member::box>().columns<&Box::contents, &Box::weight>();
    m.on_load(&Member::greet).on_load([](Member& member) {
        called("load", member.name);
        loaded_member = &member;
        if (load_deed) load_deed();
        if (open_session != nullptr) open_session->query<Audit>().all();
    });
    m.before_insert([](Member& member) {
        member.slug = "s-" + member.name;
        if (takes_key) member.id = 0;
        if (misdeed != nullptr) misdeed(*open_session);
        called("before_insert", member.name);
    });
    m.before_insert([](Member& member, Connection& connection) {
        connection.execute(insert<Audit>().values(Audit{.what = "new " + member.name}));
    });
    m.after_insert([](const Member& member) { called("after_insert", std::to_string(member.id)); });
    m.before_update(&Member::count_visit);
    m.before_update([](Member& member) { called("before_update", member.name); });
    m.after_update([](const Member& member, Connection&) { called("after_update", member.name); });
    m.before_delete([](const auto& member) { called("before_delete", member.name); });
    m.after_delete(&Member::say_goodbye);
    m.validate(&Member::email, [](const std::string& email) {
        if (email.find('@') == std::string::npos) throw std::invalid_argument("an address has an @");
    });
    m.validate(&Member::name, [](std::string_view name) { return !name.empty(); });
    m.validate(&Member::box, [](const std::optional<Box>& box) { return !box || box->weight.value_or(0) < 100; });
}

class MappedHook : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Member, Audit>().create_all(engine());
        calls.clear();
        failing.clear();
    }
    void TearDown() override {
        open_session = nullptr;
        misdeed = nullptr;
        load_deed = nullptr;
        takes_key = false;
        BackendTest::TearDown();
    }
    Session open() { return Session(engine()); }
    std::int64_t add(const std::string& name) {
        Session session = open();
        const Ref<Member> member = session.add(Member{.name = name, .email = "a@b"});
        session.commit();
        calls.clear();
        return member->id;
    }
    std::int64_t count(const std::string& table) {
        return std::get<0>(
            *engine().connect().execute(text("SELECT count(*) FROM " + table).columns<std::int64_t>()).first());
    }
};

TEST_F(MappedHook, RunsAroundEachKindOfWrite) {
    Session session = open();
    Ref<Member> member = session.add(Member{.name = "ann", .email = "a@b"});
    session.commit();
    EXPECT_EQ(calls, (std::vector<std::string>{"before_insert ann", "after_insert " + std::to_string(member->id)}));

    calls.clear();
    member->email = "c@d";
    session.commit();
    EXPECT_EQ(calls, (std::vector<std::string>{"before_update ann", "after_update ann"}));

    calls.clear();
    session.flush();
    EXPECT_TRUE(calls.empty());

    session.delete_(member);
    session.commit();
    EXPECT_EQ(calls, (std::vector<std::string>{"before_delete ann", "goodbye ann"}));
}

TEST_F(MappedHook, WritesWhatAHookChangesInItsObject) {
    const auto id = add("ann");
    Session session = open();
    Ref<Member> member = session.get<Member>(id);
    EXPECT_EQ(member->slug, "s-ann");
    member->email = "c@d";
    session.commit();

    EXPECT_EQ(member->visits, 1);
    EXPECT_EQ(open().get<Member>(id)->visits, 1);
    EXPECT_EQ(count("mapx_audits"), 1);
}

TEST_F(MappedHook, RunsOnLoadHoweverTheObjectIsRead) {
    const auto id = add("ann");
    Session session = open();
    const Ref<Member> member = session.get<Member>(id);
    EXPECT_EQ(member->greeting, "Hello ann");
    EXPECT_EQ(calls, (std::vector<std::string>{"load ann"}));

    session.query<Member>().all();
    EXPECT_EQ(calls.size(), 1U);
    session.execute(update<Member>().set(c(&Member::name) = std::string("bob")));
    session.refresh(member);
    EXPECT_EQ(member->greeting, "Hello bob");
    EXPECT_EQ(session.scalars(select<const Member>()).one()->greeting, "Hello bob");
    session.commit();
    session.execute(update<Member>().set(c(&Member::name) = std::string("cat")));
    session.query<Member>().all();
    EXPECT_EQ(member->greeting, "Hello cat");
}

TEST_F(MappedHook, ThatThrowsOnLoadLeavesNoHalfLoadedObject) {
    const auto id = add("ann");
    Session session = open();
    failing = "load";
    EXPECT_THROW(session.get<Member>(id), std::runtime_error);
    failing.clear();

    EXPECT_EQ(session.get<Member>(id)->greeting, "Hello ann");
}

TEST_F(MappedHook, ThatThrowsLeavesSessionAndDatabaseAsTheyWere) {
    const auto id = add("old");
    const auto gone = add("gone");
    for (const std::string hook :
         {"before_insert", "after_insert", "before_update", "after_update", "before_delete", "goodbye"}) {
        Session session = open();
        Ref<Member> changed = session.get<Member>(id);
        const Ref<Member> deleted = session.get<Member>(gone);
        session.delete_(deleted);
        Ref<Member> added = session.add(Member{.name = "new", .email = "a@b"});
        changed->email = "x@y";
        failing = hook;
        EXPECT_THROW(session.flush(), std::runtime_error) << hook;

        EXPECT_EQ(session.state(added), ObjectState::Pending) << hook;
        EXPECT_EQ(std::as_const(added)->id, 0) << hook;
        EXPECT_EQ(std::as_const(added)->slug, "") << hook;
        EXPECT_EQ(std::as_const(changed)->visits, 0) << hook;
        EXPECT_EQ(std::as_const(changed)->email, "x@y") << hook;
        EXPECT_EQ(session.state(deleted), ObjectState::Persistent) << hook;
        session.rollback();
        EXPECT_EQ(count("mapx_members"), 2) << hook;
        EXPECT_EQ(count("mapx_audits"), 2) << hook;
        failing.clear();
    }
}

TEST_F(MappedHook, ThatThrewCanBeTriedAgain) {
    Session session = open();
    session.execute(insert<Audit>().values(Audit{.what = "first"}));
    Ref<Member> member = session.add(Member{.name = "ann", .email = "a@b"});
    failing = "after_insert";
    EXPECT_THROW(session.flush(), std::runtime_error);
    failing.clear();
    session.commit();

    EXPECT_EQ(count("mapx_members"), 1);
    EXPECT_EQ(count("mapx_audits"), 2);
    EXPECT_EQ(member->slug, "s-ann");
}

TEST_F(MappedHook, LeavesNoTraceInARolledBackObject) {
    Session session = open();
    Ref<Member> member = session.add(Member{.name = "ann", .email = "a@b"});
    session.flush();
    EXPECT_EQ(std::as_const(member)->slug, "s-ann");
    session.rollback();

    EXPECT_EQ(std::as_const(member)->slug, "");
}

TEST_F(MappedHook, ThatTakesAKeyAwayGivesItBackWithTheRest) {
    takes_key = true;
    Session session = open();
    const Ref<Member> plain = session.add(Member{.name = "bob", .email = "b@b"});
    const Ref<Member> member = session.add(Member{.id = 700, .name = "ann", .email = "a@b"});
    failing = "after_insert";
    EXPECT_THROW(session.flush(), std::runtime_error);
    EXPECT_EQ(plain->id, 0);
    EXPECT_EQ(member->id, 700);
    failing.clear();
    session.flush();
    EXPECT_NE(plain->id, 0);
    EXPECT_NE(member->id, 700);
    session.rollback();

    EXPECT_EQ(plain->id, 0);
    EXPECT_EQ(member->id, 700);
}

TEST_F(MappedHook, MustNotChangeTheSession) {
    const auto id = add("old");
    static std::int64_t old_id = 0;
    old_id = id;
    for (void (*const deed)(Session&) :
         {+[](Session& session) { session.add(Audit{}); }, +[](Session& session) { session.rollback(); },
          +[](Session& session) { session.delete_(session.get<Member>(old_id)); },
          +[](Session& session) { session.expunge_all(); }, +[](Session& session) { session.begin_nested(); },
          +[](Session& session) { session.close(); }, +[](Session& session) { session.commit(); },
          +[](Session& session) { session.merge(Audit{.what = "merged"}); },
          +[](Session& session) { session.refresh(session.get<Member>(old_id)); },
          +[](Session& session) { session.expire_all(); }}) {
        Session session = open();
        const Ref<Member> kept = session.get<Member>(id);
        open_session = &session;
        misdeed = deed;
        session.add(Member{.name = "ann", .email = "a@b"});
        expect_error<ArgumentError>("in_hook", "must not", [&] { session.flush(); });
        open_session = nullptr;
        misdeed = nullptr;
        session.commit();
        EXPECT_EQ(count("mapx_members"), 2);
        session.execute(delete_<Member>().where(c(&Member::name) == "ann"));
        session.commit();
    }
}

TEST_F(MappedHook, MustNotQueryWhileItsObjectIsLoaded) {
    const auto id = add("ann");
    Session session = open();
    open_session = &session;
    expect_error<ArgumentError>("in_hook", "must not query the database", [&] { session.get<Member>(id); });
    open_session = nullptr;

    EXPECT_EQ(session.get<Member>(id)->name, "ann");
}

TEST_F(MappedHook, MustNotChangeTheSessionWhileItsObjectIsLoaded) {
    const auto id = add("ann");
    for (void (*const deed)(Session&) :
         {+[](Session& session) { session.expunge_all(); }, +[](Session& session) { session.close(); },
          +[](Session& session) { session.commit(); }, +[](Session& session) { session.flush(); },
          +[](Session& session) { session.merge(Audit{.id = 1}, {.load = false}); }}) {
        Session session = open();
        load_deed = [&] { deed(session); };
        expect_error<ArgumentError>("in_hook", "must not", [&] { session.query<Member>().all(); });
        load_deed = nullptr;
        EXPECT_EQ(session.get<Member>(id)->name, "ann");
    }
}

TEST_F(MappedHook, MustNotChangeTheKeyThatWasLoaded) {
    const auto id = add("ann");
    Session session = open();
    load_deed = [] { loaded_member->id += 100; };
    const auto load = [&] { session.query<Member>().all(); };
    expect_error<ArgumentError>("key_changed_on_load", "'id' of a Member", load);
    load_deed = nullptr;
    const Ref<Member> member = session.get<Member>(id);
    session.commit();
    load_deed = [] { loaded_member->id += 100; };
    expect_error<ArgumentError>("key_changed_on_load", "'id' of a Member", load);
    expect_error<ArgumentError>("key_changed_on_load", "'id'", [&] { session.refresh(member); });
    load_deed = nullptr;

    EXPECT_EQ(session.get<Member>(id), member);
    EXPECT_EQ(member->id, id);
}

TEST_F(MappedHook, ValidatorsRefuseWhatAFlushWouldWrite) {
    Session session = open();
    Ref<Member> member = session.add(Member{.name = "ann", .email = "nonsense"});
    const ErrorDetail detail =
        expect_error<ArgumentError>("invalid_value", "an address has an @", [&] { session.flush(); });
    EXPECT_NE(detail.message.find("a new Member cannot be written: the value of its column 'email'"), std::string::npos)
        << detail.message;
    member->email = "a@b";
    member->box = Box{"gold", 200};
    expect_error<ArgumentError>("invalid_value", "'box_contents' was refused", [&] { session.flush(); });
    member->box->weight = 2;
    session.commit();

    member->name = "";
    expect_error<ArgumentError>("invalid_value", "Member 1 cannot be written", [&] { session.commit(); });
    EXPECT_EQ(std::as_const(member)->name, "");
    EXPECT_EQ(std::as_const(member)->visits, 0);
    session.rollback();
    EXPECT_EQ(std::as_const(member)->name, "ann");
}

TEST_F(MappedHook, ValidatorsLookOnlyAtWhatIsWritten) {
    const auto id = add("ann");
    {
        Session session = open();
        session.execute(update<Member>().set(c(&Member::email) = std::string("nonsense")));
        session.commit();
    }
    Session session = open();
    session.get<Member>(id)->slug = "other";
    session.commit();

    EXPECT_EQ(open().get<Member>(id)->slug, "other");
}

TEST_F(MappedHook, OnLoadRunsAgainForColumnsThatWereLeftOut) {
    add("Ann");
    Session session = open();
    Ref<Member> ann = session.scalars(select<Member>().options(load_only(&Member::email))).one();
    EXPECT_EQ(ann->greeting, "Hello ");
    ann->email = "ann@b";
    session.load(ann, &Member::name);
    EXPECT_EQ(ann->greeting, "Hello Ann");
    EXPECT_EQ(ann->email, "ann@b");
    session.commit();
    EXPECT_EQ(open().query<Member>().one()->email, "ann@b");
}

}  // namespace
}  // namespace azoth::test
