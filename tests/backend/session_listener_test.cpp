// SPDX-License-Identifier: MIT
#include "azoth/orm/session_listener.hpp"
#include "azoth/orm/orm_execute_state.hpp"

#include <functional>
#include <stdexcept>

#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

using Lines = std::vector<std::string>;

/// Writes down what it is told.
struct Diary : SessionListener {
    void after_begin(Session&, Connection&) override { lines.emplace_back("begin"); }
    void before_flush(Session&) override { lines.emplace_back("before flush"); }
    void after_flush(Session&) override { lines.emplace_back("after flush"); }
    void after_flush_postexec(Session&) override { lines.emplace_back("flushed"); }
    void before_commit(Session&) override { lines.emplace_back("before commit"); }
    void after_commit(Session&) override { lines.emplace_back("committed"); }
    void after_rollback(Session&) override { lines.emplace_back("rolled back"); }
    void after_soft_rollback(Session&) override { lines.emplace_back("rolled back softly"); }

    Lines lines;
};

struct States : SessionListener {
    void on_state_change(Session& session, const StateChange& change) override {
        lines.push_back(std::string(change.object.class_name()) + ": " +
                        (change.is_loaded ? "loaded" : std::string(to_string(change.from))) + " > " +
                        std::string(to_string(change.to)));
        EXPECT_EQ(session.state(change.object), change.to);
    }
    Lines take() { return std::exchange(lines, {}); }

    Lines lines;
};

/// Calls a function.
struct BeforeFlush : SessionListener {
    explicit BeforeFlush(std::function<void(Session&)> given) : function(std::move(given)) {}
    void before_flush(Session& session) override { function(session); }

    std::function<void(Session&)> function;
};
struct AfterFlush : SessionListener {
    explicit AfterFlush(std::function<void(Session&)> given) : function(std::move(given)) {}
    void after_flush(Session& session) override { function(session); }

    std::function<void(Session&)> function;
};
struct BeforeCommit : SessionListener {
    explicit BeforeCommit(std::function<void(Session&)> given) : function(std::move(given)) {}
    void before_commit(Session& session) override { function(session); }

    std::function<void(Session&)> function;
};

struct SessionListeners : LibraryTest {
    template <class Listener>
    Session open_with(std::shared_ptr<Listener> listener) {
        return Session(engine(), {.listeners = {std::move(listener)}});
    }
    template <class Listener>
    Session open_with(std::function<void(Session&)> function) {
        return open_with(std::make_shared<Listener>(std::move(function)));
    }
};

TEST_F(SessionListeners, AreToldOfATransactionInOrder) {
    const auto diary = std::make_shared<Diary>();
    Session session = open_with(diary);
    session.add(Author{.name = "Lem"});
    session.commit();

    EXPECT_EQ(diary->lines,
              (Lines{"before commit", "before flush", "begin", "after flush", "flushed", "committed"}));
}

TEST_F(SessionListeners, HearOfNoFlushThatWritesNothing) {
    fill();
    const auto diary = std::make_shared<Diary>();
    Session session = open_with(diary);
    Ref<Book> book = session.query<Book>().first();
    book->pages = std::as_const(book)->pages;
    session.flush();

    EXPECT_EQ(diary->lines, Lines{"begin"});
}

TEST_F(SessionListeners, HearOfRollbacks) {
    const auto diary = std::make_shared<Diary>();
    Session session = open_with(diary);
    session.connection();
    session.begin_nested().rollback();
    session.rollback();

    EXPECT_EQ(diary->lines, (Lines{"begin", "rolled back softly", "rolled back", "rolled back softly"}));
}

TEST_F(SessionListeners, LeaveNothingBehindInAnObjectThatIsRolledBackAndAddedAgain) {
    Session session = open_with(std::make_shared<Diary>());
    Ref<Author> author = session.add(Author{.name = "Lem"});
    session.flush();
    session.rollback();
    author->name = "Stanislaw Lem";
    session.add(author);
    session.commit();

    const std::int64_t id = std::as_const(author)->id;
    EXPECT_EQ(session.get<Author>(id).header(), author.header());
    EXPECT_EQ(Session(engine()).get<Author>(id)->name, "Stanislaw Lem");
}

TEST_F(SessionListeners, CannotChangeWhatAFlushHasCollectedWhenItBegins) {
    struct AddsAtBegin : SessionListener {
        void after_begin(Session& session, Connection&) override { session.add(Author{.name = "Dick"}); }
    };
    Session session = open_with(std::make_shared<AddsAtBegin>());
    session.add(Author{.name = "Lem"});
    expect_error<ArgumentError>("in_hook", "must not", [&] { session.commit(); });
    EXPECT_EQ(Session(engine()).query<Author>().count(), 0);
}

TEST_F(SessionListeners, AddToTheFlushThatTheyHearOf) {
    fill();
    Session session = open_with<BeforeFlush>([](Session& in) {
        for (const AnyRef& each : in.dirty())
            for (const ColumnChange& change : in.changes(each))
                in.add(Author{.name = each.describe() + " " + change.column});
    });
    StatementLog log(engine());
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 205;
    session.commit();

    EXPECT_EQ(log.count("INSERT"), 1U);
    const Ref<Author> note =
        open().query<Author>().where(c(&Author::name) != "Lem").order_by(desc(&Author::id)).first();
    EXPECT_EQ(note->name, "Book " + std::to_string(book->id) + " pages");
}

TEST_F(SessionListeners, BeforeAFlushStopItAndLoseNothing) {
    bool refuses = true;
    Session session = open_with<BeforeFlush>([&](Session&) {
        if (refuses) throw std::runtime_error("not yet");
    });
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    EXPECT_THROW(session.commit(), std::runtime_error);
    EXPECT_EQ(session.state(author), ObjectState::Pending);
    EXPECT_EQ(count("authors"), 0);
    refuses = false;
    session.commit();

    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionListeners, AfterAFlushUndoItByThrowing) {
    bool refuses = true;
    Session session = open_with<AfterFlush>([&](Session& in) {
        EXPECT_EQ(in.new_objects().size(), 1U) << "it still tells what was written";
        EXPECT_EQ(*in.connection().scalar(text("SELECT count(*) FROM authors").columns<std::int64_t>()), 1);
        if (refuses) throw std::runtime_error("no");
    });
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    EXPECT_THROW(session.flush(), std::runtime_error);
    EXPECT_EQ(session.state(author), ObjectState::Pending);
    EXPECT_EQ(std::as_const(author)->id, 0);
    refuses = false;
    session.commit();

    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionListeners, WhatTheyChangeAfterAFlushIsWrittenByTheNext) {
    Session session = open_with<AfterFlush>([](Session& in) {
        for (const AnyRef& each : in.new_objects()) each.as<Author>()->name = "Lem";
    });
    session.add(Author{.name = "lem"});
    session.commit();

    EXPECT_EQ(open().query<Author>().one()->name, "Lem");
}

TEST_F(SessionListeners, AfterAFlushMustNotAddObjects) {
    Session session = open_with<AfterFlush>([](Session& in) { in.add(Author{.name = "Dick"}); });
    session.add(Author{.name = "Lem"});

    expect_error<ArgumentError>("in_hook", "must not add an object", [&] { session.flush(); });
}

TEST_F(SessionListeners, BeforeACommitStopIt) {
    Session session = open_with<BeforeCommit>([](Session&) { throw std::runtime_error("no"); });
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    session.flush();
    EXPECT_THROW(session.commit(), std::runtime_error);

    EXPECT_TRUE(session.in_transaction());
    EXPECT_EQ(session.state(author), ObjectState::Persistent);
}

TEST_F(SessionListeners, CommitWritesWhatIsAddedAfterTheFlush) {
    struct Adds : SessionListener {
        void after_flush_postexec(Session& session) override {
            if (rest-- > 0) session.add(Author{.name = "more " + std::to_string(rest)});
        }
        int rest = 2;
    };
    Session session = open_with(std::make_shared<Adds>());
    session.add(Author{.name = "Lem"});
    session.commit();

    EXPECT_EQ(count("authors"), 3);
}

TEST_F(SessionListeners, ThatAddAlwaysAreStopped) {
    struct Adds : SessionListener {
        void after_flush_postexec(Session& session) override {
            session.add(Author{.name = "more " + std::to_string(++number)});
        }
        int number = 0;
    };
    Session session = open_with(std::make_shared<Adds>());
    session.add(Author{.name = "Lem"});

    expect_error<ArgumentError>("endless_flush", "after 100 flushes", [&] { session.commit(); });
    session.rollback();
}

TEST_F(SessionListeners, PrepareTheConnectionOfATransaction) {
    struct Begins : SessionListener {
        void after_begin(Session&, Connection& connection) override {
            ++times;
            EXPECT_EQ(*connection.scalar(text("SELECT 7").columns<std::int64_t>()), 7);
        }
        int times = 0;
    };
    const auto begins = std::make_shared<Begins>();
    Session session = open_with(begins);
    session.query<Author>().all();
    session.query<Book>().all();
    session.commit();
    session.query<Author>().all();

    EXPECT_EQ(begins->times, 2);
}

TEST_F(SessionListeners, SeeWhatTheProgramHasLeftInTheSession) {
    struct CurrentUser {
        std::string name = "nobody";
    };
    std::string seen;
    Session session = open_with<BeforeCommit>([&](Session& in) { seen = in.info<CurrentUser>().name; });
    session.commit();
    EXPECT_EQ(seen, "nobody");
    session.info<CurrentUser>().name = "ann";
    session.info<int>() = 7;
    session.commit();

    EXPECT_EQ(seen, "ann");
    EXPECT_EQ(session.info<int>(), 7);
}

TEST_F(SessionListeners, OfOneSessionComeAndGo) {
    const auto diary = std::make_shared<Diary>();
    Session session = open();
    session.add_listener(diary);
    session.commit();
    session.remove_listener(diary);
    session.commit();

    EXPECT_EQ(diary->lines, (Lines{"before commit", "committed"}));
}

TEST_F(SessionListeners, AreToldTheStatesOfANewObject) {
    const auto states = std::make_shared<States>();
    Session session = open_with(states);
    const Ref<Author> author = session.add(Author{.name = "Lem", .books = {{.title = "Solaris"}}});
    EXPECT_EQ(states->take(), (Lines{"Author: transient > pending", "Book: transient > pending"}));
    session.flush();
    EXPECT_EQ(states->take(), (Lines{"Author: pending > persistent", "Book: pending > persistent"}));
    session.rollback();
    EXPECT_EQ(states->take(), (Lines{"Author: persistent > transient", "Book: persistent > transient"}));
    session.add(author);
    EXPECT_EQ(states->take(), (Lines{"Author: transient > pending", "Book: transient > pending"}));
    session.expunge(author->books.ref(0));
    session.expunge(author);
    EXPECT_EQ(states->take().size(), 2U);
}

TEST_F(SessionListeners, AreToldTheStatesOfALoadedObject) {
    fill();
    const auto states = std::make_shared<States>();
    Session session = open_with(states);
    const Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    EXPECT_EQ(states->take(), Lines{"Book: loaded > persistent"});
    session.query<Book>().where(c(&Book::title) == "Solaris").one();
    EXPECT_EQ(states->take(), Lines{});
    EXPECT_EQ(book->author->name, "Lem");
    EXPECT_EQ(states->take(), Lines{"Author: loaded > persistent"});
    session.delete_(book);
    session.flush();
    EXPECT_EQ(states->take(), Lines{"Book: persistent > deleted"});
    session.rollback();
    EXPECT_EQ(states->take(), Lines{"Book: deleted > persistent"});
    session.execute(delete_<Book>().where(c(&Book::id) == book->id));
    session.commit();
    EXPECT_EQ(states->take(), (Lines{"Book: persistent > deleted", "Book: deleted > detached"}));
    session.close();
    EXPECT_EQ(states->take(), Lines{"Author: persistent > detached"});
}

TEST_F(SessionListeners, MustNotLetAllObjectsGoInTheMiddleOfACall) {
    struct LetsGo : SessionListener {
        void after_begin(Session& session, Connection&) override { let_go("begin", session); }
        void before_flush(Session& session) override { let_go("before flush", session); }
        void after_flush(Session& session) override { let_go("after flush", session); }
        void after_flush_postexec(Session& session) override { let_go("flushed", session); }
        void on_state_change(Session& session, const StateChange&) override { let_go("state", session); }
        void let_go(std::string_view event, Session& session) {
            if (event != wanted) return;
            closes ? session.close() : session.expunge_all();
        }
        std::string_view wanted;
        bool closes = false;
    };
    const auto listener = std::make_shared<LetsGo>();
    for (const std::string_view event : {"begin", "before flush", "after flush", "flushed", "state"}) {
        for (const bool closes : {false, true}) {
            SCOPED_TRACE(event);
            Session session = open_with(listener);
            listener->closes = closes;
            listener->wanted = event;
            const std::string what = closes ? "close the session" : "expunge all objects";
            expect_error<ArgumentError>("in_hook", "must not " + what, [&] {
                const Ref<Author> author = session.add(Author{.name = "Lem"});
                session.flush();
            });
            listener->wanted = {};
            session.rollback();
        }
    }
    EXPECT_EQ(open().query<Author>().count(), 0);
}

TEST_F(SessionListeners, MayLetAllObjectsGoWhenATransactionHasEnded) {
    struct LetsGo : SessionListener {
        void after_commit(Session& session) override { session.expunge_all(); }
        void after_rollback(Session& session) override { session.close(); }
    };
    fill();
    Session session = open_with(std::make_shared<LetsGo>());
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 1;
    session.commit();
    EXPECT_EQ(session.state(book), ObjectState::Detached);
    book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 2;
    session.rollback();

    EXPECT_EQ(session.state(book), ObjectState::Detached);
    EXPECT_EQ(session.query<Book>().where(c(&Book::title) == "Solaris").one()->pages, 1);
}

TEST_F(SessionListeners, OfStatesUndoNothingByThrowing) {
    struct Throws : SessionListener {
        void on_state_change(Session&, const StateChange&) override {
            if (++told == 3) throw std::runtime_error("no");
        }
        int told = 0;
    };
    const auto throws = std::make_shared<Throws>();
    Session session = open_with(throws);
    session.add(Author{.name = "Lem"});
    session.add(Author{.name = "Dick"});
    EXPECT_THROW(session.flush(), std::runtime_error);
    EXPECT_TRUE(session.new_objects().empty());
    EXPECT_EQ(throws->told, 3);
    session.commit();

    EXPECT_EQ(throws->told, 4) << "the rest comes with the next call";
    EXPECT_EQ(count("authors"), 2);
}

TEST_F(SessionListeners, HearNothingOfAddsThatFail) {
    fill();
    const auto states = std::make_shared<States>();
    Session session = open_with(states);
    Session other = open();
    const Ref<Book> foreign = other.query<Book>().first();
    Author author{.name = "Dick"};
    author.books.push_back(foreign);
    EXPECT_THROW(session.add(std::move(author)), ArgumentError);
    session.commit();

    EXPECT_EQ(states->take(), Lines{});
}

struct Execution : SessionListener {
    explicit Execution(std::function<void(Session&, OrmExecuteState&)> given) : function(std::move(given)) {}
    void do_orm_execute(Session& session, OrmExecuteState& state) override { function(session, state); }
    void after_bulk_update(Session&, const BulkChange& change) override { note("update", change); }
    void after_bulk_delete(Session&, const BulkChange& change) override { note("delete", change); }
    void note(const std::string& what, const BulkChange& change) {
        lines.push_back(what + (change.is_of<Book>() ? " books " : " ") + std::to_string(change.rowcount));
    }

    std::function<void(Session&, OrmExecuteState&)> function;
    Lines lines;
};

TEST_F(SessionListeners, AddCriteriaToStatements) {
    fill();
    Session session = open_with(std::make_shared<Execution>([](Session&, OrmExecuteState& state) {
        if (state.is_of<Book>()) state.add_criteria<Book>(c(&Book::title) == "Solaris");
    }));
    EXPECT_EQ(session.scalars(select<Book>()).all().size(), 1U);
    EXPECT_EQ(session.query<Book>().count(), 1);
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    EXPECT_TRUE(author->books.empty()) << "a lazy load";
    session.execute(update<Book>().set(c(&Book::pages) = 1));
    session.commit();

    EXPECT_EQ(open().query<Book>().where(c(&Book::pages) == 1).count(), 1);
    EXPECT_GT(open().query<Book>().count(), 1);
}

TEST_F(SessionListeners, AddOptionsToStatements) {
    fill();
    int relationship_loads = 0;
    Session session = open_with(std::make_shared<Execution>([&](Session&, OrmExecuteState& state) {
        if (state.is_relationship_load())
            ++relationship_loads;
        else if (state.is_select())
            state.add_options(joinedload(&Author::books));
    }));
    StatementLog log(engine());
    const Ref<Author> author = session.scalars(select<Author>().where(c(&Author::name) == "Le Guin")).one();
    EXPECT_EQ(author->books.size(), 2U);
    EXPECT_EQ(log.count("SELECT"), 1U);
    EXPECT_EQ(relationship_loads, 0);
}

TEST_F(SessionListeners, ReplaceStatements) {
    fill();
    Session session = open_with(std::make_shared<Execution>([](Session&, OrmExecuteState& state) {
        state.set_statement(select<Book>().where(c(&Book::title) == "Solaris"));
    }));
    EXPECT_EQ(session.scalars(select<Book>()).all().size(), 1U);
    expect_error<ArgumentError>("other_statement", "replaces a statement", [&] { session.execute(delete_<Book>()); });
    EXPECT_GT(open().query<Book>().count(), 1);
}

/// SQLAlchemy's recipe of a cache for queries.
struct QueryCache {
    void operator()(Session&, OrmExecuteState& state) {
        if (!state.takes_result() || state.is_column_load()) return;
        const std::string key = to_string(state.statement(), dialect, true);
        const auto known = rows.find(key);
        if (known != rows.end())
            state.set_result(known->second);
        else
            rows.emplace(key, state.invoke());
    }

    const Dialect& dialect;
    std::map<std::string, FrozenResult> rows = {};
};

TEST_F(SessionListeners, AnswerInPlaceOfTheDatabase) {
    fill();
    const auto cache = std::make_shared<QueryCache>(QueryCache{dialect()});
    const auto listener =
        std::make_shared<Execution>([cache](Session& in, OrmExecuteState& state) { (*cache)(in, state); });
    const auto books = select<Book>().order_by(&Book::title);
    const auto titles = select(entity<Author>(), &Book::title).join(&Author::books).order_by(&Book::title);
    std::vector<std::string> first;
    {
        Session session = open_with(listener);
        for (const Ref<Book>& book : session.scalars(books)) first.push_back(book->title);
        session.execute(titles);
        EXPECT_EQ(session.scalars(books).all().size(), first.size());
    }
    Session session = open_with(listener);
    const StatementLog log(engine());
    std::vector<std::string> second;
    for (const Ref<Book>& book : session.scalars(books)) second.push_back(book->title);
    const auto rows = session.execute(titles).all();
    expect_statements(log, 0);
    EXPECT_EQ(second, first);
    ASSERT_EQ(rows.size(), first.size());
    EXPECT_EQ(std::get<1>(rows.front()), first.front());
    Ref<Book> changed = session.scalars(books).first();
    EXPECT_FALSE(changed->author->name.empty());
    changed->title = "changed";
    session.commit();
    EXPECT_EQ(open().query<Book>().where(c(&Book::title) == "changed").count(), 1);
}

TEST_F(SessionListeners, AnswerLazyLoadsAndGets) {
    fill();
    const auto cache = std::make_shared<QueryCache>(QueryCache{dialect()});
    const auto listener =
        std::make_shared<Execution>([cache](Session& in, OrmExecuteState& state) { (*cache)(in, state); });
    const auto count_books = [&](Session& session) {
        const Ref<Author> author = session.scalars(select<Author>().where(c(&Author::name) == "Le Guin")).one();
        return session.get<Author>(author->id)->books.size();
    };
    Session session = open_with(listener);
    EXPECT_EQ(count_books(session), 2U);
    Session other = open_with(listener);
    const StatementLog log(engine());
    EXPECT_EQ(count_books(other), 2U);
    expect_statements(log, 0);
}

TEST_F(SessionListeners, AnAnswerOfAnotherShapeIsRefused) {
    fill();
    FrozenResult kept;
    Session session = open_with(std::make_shared<Execution>([&](Session&, OrmExecuteState& state) {
        if (kept.empty())
            kept = state.invoke();
        else
            state.set_result(kept);
    }));
    session.scalars(select<Book>());
    expect_error<ArgumentError>("other_statement", "whose columns have other types",
                                [&] { session.scalars(select<Author>()); });
    expect_error<ArgumentError>("option_without_effect", "takes_result() first",
                                [&] { session.execute(delete_<Book>()); });
    expect_error<ArgumentError>("option_without_effect", "takes_result() first",
                                [&] { session.scalars(select<Book>().with_for_update()); });
}

TEST_F(SessionListeners, ChangeNothingAnyMoreBehindAnAnswer) {
    fill();
    const auto refused = [&](const char* part, const std::function<void(OrmExecuteState&)>& change) {
        Session session = open_with(std::make_shared<Execution>([&](Session&, OrmExecuteState& state) {
            state.invoke();
            change(state);
        }));
        expect_error<ArgumentError>("option_without_effect", part, [&] { session.scalars(select<Book>()); });
    };
    refused("add_options() behind invoke()",
            [](OrmExecuteState& state) { state.add_options(selectinload(&Book::author)); });
    refused("set_statement() behind invoke()", [](OrmExecuteState& state) { state.set_statement(select<Book>()); });
    refused("adds criteria behind invoke()",
            [](OrmExecuteState& state) { state.add_criteria<Book>(c(&Book::pages) > 0); });
}

TEST_F(SessionListeners, AnAnswerWithCriteriaAddedBeforeItIsTaken) {
    fill();
    Session session = open_with(std::make_shared<Execution>([&](Session&, OrmExecuteState& state) {
        state.add_criteria<Book>(c(&Book::pages) > 0);
        state.invoke();
    }));
    EXPECT_EQ(session.scalars(select<Book>()).all().size(), open().query<Book>().where(c(&Book::pages) > 0).count());
}

TEST_F(SessionListeners, CannotHideAnAnswerThatHasFailedBehindItsFirstRows) {
    fill();
    Session session = open_with(std::make_shared<Execution>([](Session&, OrmExecuteState& state) {
        try {
            state.invoke();
        } catch (const DataError&) {  // tried again below
        }
        try {
            state.invoke();
        } catch (const DataError&) {  // as if nothing had happened
        }
    }));
    Session writing(engine());
    writing.add(Author{.name = "Zero"});
    writing.commit();
    const auto pages = select(&Author::name, &Book::pages).outerjoin(&Author::books).order_by(&Author::name);
    EXPECT_THROW(session.execute(pages).all(), DataError);
}

TEST_F(SessionListeners, AreToldOfGetsAndOfColumnsThatAreRead) {
    fill();
    Lines kinds;
    Session session = open_with(std::make_shared<Execution>([&](Session&, OrmExecuteState& state) {
        kinds.push_back(state.is_column_load() ? "columns" : state.is_relationship_load() ? "relationship" : "rows");
        if (state.is_of<Author>() && !state.is_column_load()) state.add_criteria<Author>(c(&Author::name) != "Lem");
    }));
    const auto id_of = [&](const char* name) {
        return open().scalars(select(&Author::id).where(c(&Author::name) == name)).one();
    };
    EXPECT_FALSE(session.get<Author>(id_of("Lem")));
    const Ref<Author> author = session.get<Author>(id_of("Le Guin"));
    EXPECT_EQ(kinds, (Lines{"rows", "rows"}));
    session.refresh(author);
    session.refresh(author, &Author::name);
    EXPECT_EQ(kinds, (Lines{"rows", "rows", "columns", "columns"}));
    EXPECT_EQ(author->books.size(), 2U);
    EXPECT_EQ(kinds.back(), "relationship");
}

TEST_F(SessionListeners, RunStatementsOfTheirOwnBeforeOthers) {
    fill();
    std::int64_t books = 0;
    Session session = open_with(
        std::make_shared<Execution>([&](Session& in, OrmExecuteState&) { books = in.query<Book>().count(); }));
    session.query<Author>().all();
    EXPECT_GT(books, 1);
}

TEST_F(SessionListeners, StopStatementsByThrowing) {
    fill();
    Session session = open_with(std::make_shared<Execution>([](Session&, OrmExecuteState& state) {
        if (state.is_delete()) throw std::runtime_error("nothing is deleted here");
    }));
    EXPECT_THROW(session.execute(delete_<Book>()), std::runtime_error);
    EXPECT_GT(session.query<Book>().count(), 1);
}

TEST_F(SessionListeners, HearOfChangesByCriteria) {
    fill();
    const auto execution = std::make_shared<Execution>([](Session&, OrmExecuteState&) {});
    Session session = open_with(execution);
    session.execute(update<Book>().set(c(&Book::pages) = 1).where(c(&Book::title) == "Solaris"));
    session.query<Book>().where(c(&Book::title) == "Solaris").delete_();
    EXPECT_EQ(execution->lines, (Lines{"update books 1", "delete books 1"}));
}

}  // namespace
}  // namespace azoth::test
