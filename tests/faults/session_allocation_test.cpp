// SPDX-License-Identifier: MIT
// Each allocation of a session's operation fails once: session and database are as before, and it can be done again.
#include <new>

#include "faults/failing_new.hpp"
#include "support/backend_test.hpp"
#include "support/random_session/changed_world.hpp"
#include "support/random_session/entities.hpp"

namespace azoth::test {
namespace {

using namespace random_session;

class SessionAllocations : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        create_tables(engine());
        ChangedWorld::fill(engine());
    }

    Session open() { return Session(engine(), {.autoflush = false}); }
    std::string committed_rows() {
        Connection connection = engine().connect();
        return ChangedWorld::rows(connection);
    }
    void refill() {
        empty_tables(engine());
        ChangedWorld::fill(engine());
    }
    std::string final_rows() {
        Session session = open();
        ChangedWorld world(session);
        world.change_owners();
        world.change_links();
        world.change_trees();
        session.commit();
        const std::string rows = committed_rows();
        refill();
        return rows;
    }

    /// Whether `work` came to its end; its `number`-th allocation fails.
    template <class Work>
    static bool succeeds(int number, Work work) {
        const FailingNew failing(number);
        try {
            work();
            return true;
        } catch (const std::bad_alloc&) {
            return false;
        }
    }
    /// Calls `trial(number)` until it meets no failure.
    template <class Trial>
    static void for_each_allocation(Trial trial) {
        for (int number = 1; number == 1 || FailingNew::has_failed(); ++number) {
            SCOPED_TRACE("allocation " + std::to_string(number));
            trial(number);
            if (HasFailure()) return;
        }
    }
};

TEST_F(SessionAllocations, AFlushThatRunsOutOfMemoryLeavesObjectsAndRowsAsTheyWere) {
    const std::string rows_at_the_end = final_rows();
    const std::string rows_before = committed_rows();
    Session session = open();
    ChangedWorld world(session);
    world.change_owners();
    world.change_links();
    world.change_trees();
    const std::string before = world.shown();

    for_each_allocation([&](int number) {
        if (succeeds(number, [&] { session.flush(); })) return;
        ASSERT_EQ(world.shown(), before);
        if (number % 64 != 0) return;
        ASSERT_EQ(ChangedWorld::rows(session.connection()), rows_before);
    });
    session.commit();

    EXPECT_EQ(committed_rows(), rows_at_the_end);
}

TEST_F(SessionAllocations, AFlushThatRunsOutOfMemoryKeepsWhatEarlierOnesHaveWritten) {
    const std::string rows_at_the_end = final_rows();
    Session session = open();
    ChangedWorld world(session);
    world.change_owners();
    world.change_links();
    session.flush();
    const std::string rows_before = ChangedWorld::rows(session.connection());
    world.change_trees();
    const std::string before = world.shown();

    bool has_lost = false;  // the savepoint could not be made: all is to be written again
    for_each_allocation([&](int number) {
        if (succeeds(number, [&] { session.flush(); })) return;
        has_lost = has_lost || !session.in_transaction();
        if (has_lost) return;
        ASSERT_EQ(world.shown(), before);
        if (number % 64 != 0) return;
        ASSERT_EQ(ChangedWorld::rows(session.connection()), rows_before);
    });
    session.commit();

    EXPECT_EQ(committed_rows(), rows_at_the_end);
}

TEST_F(SessionAllocations, AnAddThatRunsOutOfMemoryAddsNothing) {
    Session session = open();
    ChangedWorld world(session);
    const std::string before = world.shown();
    const Ref<Note> note = session.query<Note>().where(c(&Note::label) == "n2").one();

    for_each_allocation([&](int number) {
        Owner owner{.label = "new", .parts = {{.label = "p"}, {.label = "q"}}, .card = Card{.label = "d"}};
        owner.notes.push_back(Note{.label = "n"});
        owner.notes.push_back(note);
        owner.marks.push_back(Mark{.label = "k"});
        if (succeeds(number, [&] { session.add(std::move(owner)); })) return;
        ASSERT_EQ(world.shown(), before);
        ASSERT_FALSE(session.is_modified());
    });
    session.commit();

    EXPECT_EQ(session.query<Owner>().where(c(&Owner::label) == "new").one()->notes.size(), 2U);
    EXPECT_EQ(session.query<Part>().count(), 5);
}

TEST_F(SessionAllocations, ChangesOfRelationshipsThatRunOutOfMemoryChangeNothing) {
    Session session = open();
    ChangedWorld world(session);
    const std::string before = world.shown();
    Ref<Owner> b = session.query<Owner>().where(c(&Owner::label) == "b").one();
    const Ref<Part> part = session.query<Part>().where(c(&Part::label) == "a1").one();
    const Ref<Card> card = session.query<Card>().one();
    const Ref<Mark> mark = session.query<Mark>().one();

    for_each_allocation([&](int number) {
        if (succeeds(number, [&] { b->parts.push_back(part); })) return;
        ASSERT_EQ(world.shown(), before);
    });
    const std::string with_part = world.shown();
    for_each_allocation([&](int number) {
        if (succeeds(number, [&] { b->card = card; })) return;
        ASSERT_EQ(world.shown(), with_part);
    });
    const std::string with_card = world.shown();
    for_each_allocation([&](int number) {
        if (succeeds(number, [&] { b->marks.push_back(mark); })) return;
        ASSERT_EQ(world.shown(), with_card);
    });
    session.commit();

    EXPECT_EQ(open().query<Part>().where(c(&Part::label) == "a1").one()->parent_key, b->id);
    EXPECT_EQ(open().query<Card>().one()->parent_key, b->id);
    EXPECT_EQ(open().query<Mark>().one()->parent_key, b->id);
}

TEST_F(SessionAllocations, ADeleteThatRunsOutOfMemoryDeletesNothing) {
    Session session = open();
    ChangedWorld world(session);
    Ref<Owner> a = session.query<Owner>().where(c(&Owner::label) == "a").one();
    const std::string before = world.shown();

    for_each_allocation([&](int number) {
        if (succeeds(number, [&] { session.delete_(a); })) return;
        ASSERT_EQ(world.shown(), before);
        ASSERT_FALSE(session.is_modified());
    });
    session.commit();

    EXPECT_EQ(session.query<Owner>().count(), 1);
    EXPECT_EQ(session.query<Part>().count(), 0);
    EXPECT_EQ(session.query<Note>().where(c(&Note::parent_key).is_null()).count(), 2);
}

TEST_F(SessionAllocations, ALoadThatRunsOutOfMemoryCanBeDoneAgain) {
    Session first = open();
    const std::string expected = ChangedWorld(first).shown();

    for_each_allocation([&](int number) {
        Session session = open();
        static_cast<void>(succeeds(number, [&] { const ChangedWorld world(session); }));
        ASSERT_EQ(ChangedWorld(session).shown(), expected);
    });
}

TEST_F(SessionAllocations, ARollbackThatRunsOutOfMemoryCanBeDoneAgain) {
    Session first = open();
    const std::string expected = ChangedWorld(first).shown();

    for_each_allocation([&](int number) {
        Session session = open();
        ChangedWorld world(session);
        world.change_owners();
        world.change_links();
        session.flush();
        NestedTransaction nested = session.begin_nested();
        world.change_trees();
        session.flush();
        if (!succeeds(number, [&] { session.rollback(); })) session.rollback();
        ASSERT_EQ(ChangedWorld(session).shown(), expected);
    });
}

TEST_F(SessionAllocations, ACommitThatRunsOutOfMemoryCommitsAllOrNothing) {
    const std::string rows_at_the_end = final_rows();
    const std::string rows_before = committed_rows();

    for_each_allocation([&](int number) {
        refill();
        Session session = open();
        ChangedWorld world(session);
        world.change_owners();
        world.change_links();
        world.change_trees();
        session.flush();
        if (succeeds(number, [&] { session.commit(); })) return;
        ASSERT_EQ(committed_rows(), rows_before);
        if (!session.in_transaction()) return;
        session.commit();
        ASSERT_EQ(committed_rows(), rows_at_the_end);
    });
}

TEST_F(SessionAllocations, ASavepointThatRunsOutOfMemoryCanBeRolledBack) {
    const std::string expected = [&] {
        Session session = open();
        ChangedWorld world(session);
        world.change_owners();
        world.change_links();
        session.flush();
        return ChangedWorld::rows(session.connection());
    }();

    for_each_allocation([&](int number) {
        Session session = open();
        ChangedWorld world(session);
        world.change_owners();
        world.change_links();
        session.flush();
        static_cast<void>(succeeds(number, [&] {
            NestedTransaction nested = session.begin_nested();
            world.change_trees();
            nested.rollback();
        }));
        ASSERT_EQ(ChangedWorld::rows(session.connection()), expected);
        session.rollback();
    });
}

}  // namespace
}  // namespace azoth::test
