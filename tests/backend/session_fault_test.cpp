// SPDX-License-Identifier: MIT
// Each statement of a flush fails once, in several ways: the session and the database are as before the flush, and the
// work can be written again.
#include <functional>
#include <memory>
#include <stdexcept>

#include "support/backend_test.hpp"
#include "support/random_session/changed_world.hpp"
#include "support/server_process.hpp"

namespace azoth::test {
namespace {

using namespace random_session;

/// Calls `fault` at one statement of those to come.
class FaultListener final : public EngineListener {
public:
    void arm(int statement, std::function<void()> fault) {
        countdown_ = statement;
        fault_ = std::move(fault);
    }
    void break_sql(int statement) { broken_ = statement; }
    void disarm() { countdown_ = broken_ = 0; }
    bool has_struck() const { return has_struck_; }

    void rewrite(OutgoingStatement& statement) override {
        if (broken_ == 0 || --broken_ != 0) return;
        has_struck_ = true;
        statement.set_sql("INSERT INTO no_such_table VALUES (1)");
    }
    void before_execute(const ExecuteEvent& /*event*/) override {
        if (countdown_ == 0 || --countdown_ != 0) return;
        has_struck_ = true;
        fault_();
    }

private:
    int countdown_ = 0;
    int broken_ = 0;
    bool has_struck_ = false;
    std::function<void()> fault_;
};

std::string conflict_sql(std::string_view backend, bool is_deadlock) {
    if (backend == "postgresql")
        return std::string("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '") +
               (is_deadlock ? "40P01" : "40001") + "'; END $$";
    // InnoDB ends the whole transaction.
    return "BEGIN NOT ATOMIC ROLLBACK; SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213; END";
}

class SessionFaults : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        create_tables(engine());
        final_rows_ = rows_after([](Session& session, ChangedWorld& world) {
            world.change_owners();
            world.change_links();
            world.change_trees();
            session.commit();
        });
    }

    template <class Work>
    std::string rows_after(Work work) {
        empty_tables(engine());
        ChangedWorld::fill(engine());
        Session session(engine());
        ChangedWorld world(session);
        work(session, world);
        return committed_rows();
    }
    std::string committed_rows() {
        Connection connection = engine().connect();
        return ChangedWorld::rows(connection);
    }

    /// Flushes with a fault at each statement in turn; `flushes_half`: after another flush in the same transaction.
    template <class Arm, class Check>
    void for_each_statement(bool flushes_half, Arm arm, Check check) {
        bool has_struck = true;
        for (int statement = 1; has_struck; ++statement) {
            SCOPED_TRACE("statement " + std::to_string(statement));
            const auto listener = std::make_shared<FaultListener>();
            Engine observed = make_engine({});
            const std::string rows = rows_after([&](Session&, ChangedWorld&) {
                Session session(observed, {.autoflush = false});
                ChangedWorld world(session);
                world.change_owners();
                world.change_links();
                if (flushes_half) session.flush();
                world.change_trees();
                observed.add_listener(listener);
                const std::string before = world.shown();
                arm(*listener, statement, session);
                bool has_failed = false;
                try {
                    session.flush();
                } catch (const std::exception&) {
                    has_failed = true;
                }
                listener->disarm();
                has_struck = listener->has_struck();
                EXPECT_EQ(has_failed, has_struck);
                if (has_failed) check(session, world, before);
                session.commit();
            });
            EXPECT_EQ(rows, final_rows_);
            ASSERT_LT(statement, 100);
            if (HasFailure()) return;
        }
    }

    /// The server ends the connection before the statement.
    auto killer() {
        return [this](FaultListener& listener, int statement, Session& session) {
            const std::int64_t process = process_of(session.connection(), url());
            listener.disarm();
            listener.arm(statement, [this, process] { kill_process(engine(), process); });
        };
    }

    /// The database refuses the statement as it does when two transactions are in each other's way.
    auto conflict(bool is_deadlock) {
        return [this, is_deadlock](FaultListener& listener, int statement, Session& session) {
            Connection& connection = session.connection();
            listener.disarm();
            listener.arm(statement,
                         [&connection, sql = conflict_sql(dialect().name(), is_deadlock)] { connection.run(sql); });
        };
    }

    std::string final_rows_;
};

void fail(FaultListener& listener, int statement, Session&) {
    listener.arm(statement, [] { throw std::runtime_error("as if"); });
}
void break_sql(FaultListener& listener, int statement, Session&) {
    listener.break_sql(statement);
}

TEST_F(SessionFaults, AFailureAtAnyStatementLeavesObjectsAndRowsAsTheyWere) {
    for (const auto arm : {fail, break_sql}) {
        const std::string rows_before = rows_after([](Session&, ChangedWorld&) {});
        for_each_statement(false, arm, [&](Session& session, const ChangedWorld& world, const std::string& before) {
            EXPECT_EQ(world.shown(), before);
            EXPECT_EQ(ChangedWorld::rows(session.connection()), rows_before);
        });
    }
}

TEST_F(SessionFaults, AFailureAtAnyStatementKeepsWhatEarlierFlushesHaveWritten) {
    for (const auto arm : {fail, break_sql}) {
        const std::string rows_before = rows_after([](Session& session, ChangedWorld& world) {
            world.change_owners();
            world.change_links();
            session.commit();
        });
        for_each_statement(true, arm, [&](Session& session, const ChangedWorld& world, const std::string& before) {
            EXPECT_EQ(world.shown(), before);
            EXPECT_EQ(ChangedWorld::rows(session.connection()), rows_before);
        });
    }
}

TEST_F(SessionFaults, ALostConnectionAtAnyStatementKeepsAllWorkForAnotherTry) {
    if (!is_server(url())) GTEST_SKIP() << "there is no connection to lose";
    for (const bool flushes_half : {false, true})
        for_each_statement(flushes_half, killer(), [&](Session& session, const ChangedWorld&, const std::string&) {
            EXPECT_TRUE(session.is_modified());
        });
}

TEST_F(SessionFaults, AConflictAtAnyStatementLetsTheSameSessionDoTheWorkAgain) {
    if (!is_server(url())) GTEST_SKIP() << "one transaction writes at a time";
    const auto work_again = [](Session& session, const ChangedWorld&, const std::string&) {
        session.rollback();
        ChangedWorld again(session);
        again.change_owners();
        again.change_links();
        again.change_trees();
    };
    for (const bool is_deadlock : {true, false})
        for (const bool flushes_half : {false, true})
            for_each_statement(flushes_half, conflict(is_deadlock), work_again);
}

TEST_F(SessionFaults, AConflictAtAnyStatementKeepsAllWorkForAnotherTry) {
    if (!is_server(url())) GTEST_SKIP() << "one transaction writes at a time";
    for (const bool flushes_half : {false, true})
        for_each_statement(flushes_half, conflict(true), [](Session& session, const ChangedWorld&, const std::string&) {
            EXPECT_TRUE(session.is_modified());
        });
}

TEST_F(SessionFaults, ALostConnectionAtAnyStatementLetsTheSameSessionDoTheWorkAgain) {
    if (!is_server(url())) GTEST_SKIP() << "there is no connection to lose";
    for (const bool flushes_half : {false, true})
        for_each_statement(flushes_half, killer(), [](Session& session, const ChangedWorld&, const std::string&) {
            session.rollback();
            ChangedWorld again(session);
            again.change_owners();
            again.change_links();
            again.change_trees();
        });
}

}  // namespace
}  // namespace azoth::test
