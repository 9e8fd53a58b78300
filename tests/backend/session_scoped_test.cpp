// SPDX-License-Identifier: MIT
#include "azoth/orm/scoped_session.hpp"

#include <future>
#include <optional>
#include <thread>

#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

using SessionOfAThread = LibraryTest;

TEST_F(SessionOfAThread, IsTheSameUntilItIsRemoved) {
    const ScopedSession sessions{SessionFactory(engine())};
    EXPECT_FALSE(sessions.has_session());
    sessions->add(Author{.name = "Lem"});
    EXPECT_EQ(sessions().new_objects().size(), 1U);
    sessions->commit();
    sessions.remove();
    EXPECT_FALSE(sessions.has_session());
    EXPECT_EQ(sessions->objects().size(), 0U);
    EXPECT_EQ(sessions->query<Author>().count(), 1);
    sessions.remove();
}

TEST_F(SessionOfAThread, IsItsOwn) {
    const ScopedSession sessions{SessionFactory(engine())};
    const ScopedSession others{SessionFactory(engine())};
    Session* const mine = &sessions();
    Session* theirs = nullptr;
    std::thread thread([&] {
        theirs = &sessions();
        theirs->query<Author>().count();
    });
    thread.join();
    EXPECT_NE(mine, theirs);
    EXPECT_NE(mine, &others());
    EXPECT_EQ(mine, &sessions());
    sessions.remove();
    others.remove();
}

TEST_F(SessionOfAThread, EndsWithTheLastOfItsOwners) {
    std::optional<ScopedSession> sessions{SessionFactory(engine())};
    const ScopedSession copy = *sessions;
    (*sessions)->query<Author>().count();
    sessions.reset();
    EXPECT_EQ(engine().pool_status().checked_out, 1);
    EXPECT_TRUE(copy.has_session());
    sessions.emplace(SessionFactory(engine()));
    (*sessions)->query<Author>().count();
    EXPECT_EQ(engine().pool_status().checked_out, 2);
    sessions.reset();
    EXPECT_EQ(engine().pool_status().checked_out, 1);
    copy.remove();
}

TEST_F(SessionOfAThread, EndsWithItsThreadOrTheNextSessionThereWhenItsOwnerIsGone) {
    std::optional<ScopedSession> sessions{SessionFactory(engine())};
    const ScopedSession others{SessionFactory(engine())};
    std::promise<void> has_session;
    std::promise<void> owner_is_gone;
    std::thread thread([&] {
        (*sessions)->query<Author>().count();
        has_session.set_value();
        owner_is_gone.get_future().wait();
        EXPECT_EQ(engine().pool_status().checked_out, 1);
        EXPECT_EQ(others->objects().size(), 0U);
        EXPECT_EQ(engine().pool_status().checked_out, 0);
    });
    has_session.get_future().wait();
    sessions.reset();
    owner_is_gone.set_value();
    thread.join();
}

TEST_F(SessionOfAThread, IsNotUsedByAnother) {
    struct Waits : SessionListener {
        void before_flush(Session& session) override {
            std::thread other([&] {
                expect_error<ArgumentError>("concurrent_use", "another thread is at work in this session",
                                            [&] { session.query<Author>().all(); });
                expect_error<ArgumentError>("concurrent_use", "another thread", [&] { session.commit(); });
            });
            other.join();
        }
    };
    Session session(engine(), {.listeners = {std::make_shared<Waits>()}});
    session.add(Author{.name = "Lem"});
    session.commit();

    EXPECT_EQ(count("authors"), 1);
}

}  // namespace
}  // namespace azoth::test
