// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/base/array_view.hpp"
#include "azoth/engine/connection.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/orm/entities.hpp"
#include "azoth/orm/nested_transaction.hpp"
#include "azoth/orm/object_stream.hpp"
#include "azoth/orm/query.hpp"
#include "azoth/orm/ref.hpp"
#include "azoth/orm/rows.hpp"
#include "azoth/orm/session_objects.hpp"
#include "azoth/orm/session_options.hpp"
#include "azoth/orm/session_statistics.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"

namespace azoth {

namespace orm {

class SessionEvents;

template <class T>
inline constexpr bool kIsRefToConst = false;
template <class T>
inline constexpr bool kIsRefToConst<Ref<const T>> = true;

}  // namespace orm

/// A piece of work with the database: it loads objects, keeps each row as one object, watches them, and writes the
/// changes in the right order, in one transaction that begins by itself and ends with commit() or rollback().
///
/// The destructor rolls back. Values in memory outlive the session with their Refs.
///
/// Throws: DatabaseError and its kin; after a failed flush the objects and the database are as they were before it, and
/// the work can be mended and flushed again.
/// Thread safety: one thread at a time.
class Session : public orm::SessionObjects {
public:
    explicit Session(Engine engine);
    Session(Engine engine, SessionOptions options);
    /// On a connection that must outlive the session, and in the transaction that is open on it, if there is one: see
    /// JoinTransactionMode. For tests that roll everything back.
    explicit Session(Connection& connection, SessionOptions options = {});
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session();

    /// SQLAlchemy's session.query(Book): `session.query<Book>().where(...).first()`.
    template <class T>
    Query<T> query() {
        return Query<T>(*this);
    }

    /// Loads all rows: tuples of values and Refs.
    template <class... Ts>
    auto execute(const Select<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return load_tuples(statement, where);
    }
    template <class... Ts>
    auto execute(const CompoundSelect<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return load_tuples(statement, where);
    }
    template <class... Ts>
    auto execute(const Values<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return load_tuples(statement, where);
    }
    template <class... Ts>
    auto execute(const TextStatement<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return load_tuples(statement, where);
    }
    /// Runs INSERT, UPDATE or DELETE. The session's objects whose rows an UPDATE or DELETE changes are brought in line:
    /// see Synchronize. Those of an INSERT ... on_conflict() are not: return them, or refresh().
    template <class... Ts>
    auto execute(const Insert<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return change(statement, where);
    }
    template <class... Ts>
    auto execute(const Update<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return change(statement, where);
    }
    template <class... Ts>
    auto execute(const Delete<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return change(statement, where);
    }
    /// Any of these with values for the bindparam()s of the statement: `execute(query, {{"name", "sandy"}})`.
    ///
    /// Throws ArgumentError(`missing_bind`, `no_such_bind`) that lists the names.
    template <class Statement>
    auto execute(const Statement& statement, const Parameters& parameters,
                 std::source_location where = std::source_location::current()) {
        return execute(statement.params(parameters), where);
    }
    /// INSERT, UPDATE or DELETE once for each of a range of Parameters, as one batch: see Connection::execute().
    template <class Statement, detail::ParameterRange Rows>
    DmlResult execute(const Statement& statement, const Rows& rows,
                      std::source_location where = std::source_location::current()) {
        return flushed_connection(where, statement.node().get()).execute(statement, rows, where);
    }
    /// How the database is going to run a statement: see Connection::explain().
    template <class Statement>
    Plan explain(const Statement& statement, ExplainOptions options = {},
                 std::source_location where = std::source_location::current()) {
        Connection& connection = flushed_connection(where, statement.node().get());
        return connection.explain(of_node<Statement>(explained_node(*statement.node())), std::move(options), where);
    }
    /// Loads the first column of all rows: `for (const Ref<Book>& book : session.scalars(select<Book>()))`.
    template <class T, class... More>
    Scalars<T> scalars(const Select<T, More...>& statement,
                       std::source_location where = std::source_location::current()) {
        static_assert(sizeof...(More) == 0, "azoth: scalars() takes a statement with one column; use execute()");
        return load_scalars<T>(*statement.node(), where);
    }
    template <class T, class... More>
    Scalars<T> scalars(const CompoundSelect<T, More...>& statement,
                       std::source_location where = std::source_location::current()) {
        static_assert(sizeof...(More) == 0, "azoth: scalars() takes a statement with one column; use execute()");
        return load_scalars<T>(*statement.node(), where);
    }
    /// `text("SELECT ...").columns<Ref<Book>>()`: the columns of a class are found by their names.
    ///
    /// Throws ArgumentError(`columns_do_not_fit`) that names what is missing.
    template <class T, class... More>
    Scalars<T> scalars(const TextStatement<T, More...>& statement,
                       std::source_location where = std::source_location::current()) {
        static_assert(sizeof...(More) == 0, "azoth: scalars() takes a statement with one column; use execute()");
        return load_scalars<T>(*statement.node(), where);
    }
    /// Objects as plain values, one after another in flat memory, so many rows at a time:
    ///
    ///     for (const Book& book : session.stream(select<const Book>())) ...
    ///
    /// No session knows them. Options of columns, such as load_only(), hold; others do not: ArgumentError
    /// (`option_without_effect`). The stream ends with the transaction.
    template <class E>
    requires std::is_const_v<E> ObjectStream<std::remove_const_t<E>> stream(
        const Select<Ref<E>>& statement, StreamOptions options = {},
        std::source_location where = std::source_location::current()) {
        const orm::ClassMap& map = orm::class_map<std::remove_const_t<E>>();
        std::vector<DecodeStep> steps;
        ResultCore rows = open_stream(*statement.node(), map, options, steps, where);
        return ObjectStream<std::remove_const_t<E>>(std::move(rows), map, std::move(steps));
    }
    /// Values, in flat memory: `.into<Summary>()` gives plain structs.
    template <class... Ts>
    requires(!std::is_base_of_v<orm::RefBase, Ts> &&
             ...) auto stream(const Select<Ts...>& statement, StreamOptions options = {},
                              std::source_location where = std::source_location::current()) {
        return flushed_connection(where, statement.node().get()).stream(filtered(statement), options, where);
    }
    /// Only says what is wrong.
    template <class... Ts>
    requires((std::is_base_of_v<orm::RefBase, Ts> || ...) &&
             !(sizeof...(Ts) == 1 && (orm::kIsRefToConst<Ts> && ...))) void stream(const Select<Ts...>&,
                                                                                   StreamOptions = {}) {
        static_assert(!(std::is_base_of_v<orm::RefBase, Ts> || ...),
                      "azoth: a stream gives values that no session tracks: one read-only class, "
                      "stream(select<const Book>()), or columns; load the others by scalars() or execute()");
    }
    /// The first column of the first row, if there is one.
    template <class T>
    auto scalar(const Select<T>& statement, std::source_location where = std::source_location::current()) {
        return scalars(statement, where).first();
    }
    template <class T>
    auto scalar(const CompoundSelect<T>& statement, std::source_location where = std::source_location::current()) {
        return scalars(statement, where).first();
    }
    /// Objects that INSERT, UPDATE or DELETE ... RETURNING tells of, as the database has them now.
    template <class E>
    Scalars<Ref<E>> scalars(const Insert<Ref<E>>& statement,
                            std::source_location where = std::source_location::current()) {
        return load_scalars<Ref<E>>(*statement.node(), where);
    }
    template <class E>
    Scalars<Ref<E>> scalars(const Update<Ref<E>>& statement,
                            std::source_location where = std::source_location::current()) {
        return load_scalars<Ref<E>>(*statement.node(), where);
    }
    /// Any of these with options: `session.scalars(query, {.populate_existing = true})`.
    template <class Statement>
    auto execute(const Statement& statement, const QueryOptions& options,
                 std::source_location where = std::source_location::current()) {
        const orm::QueryScope scope(*core_, options);
        return execute(statement, where);
    }
    template <class Statement>
    auto scalars(const Statement& statement, const QueryOptions& options,
                 std::source_location where = std::source_location::current()) {
        const orm::QueryScope scope(*core_, options);
        return scalars(statement, where);
    }
    template <class Statement>
    auto scalar(const Statement& statement, const QueryOptions& options,
                std::source_location where = std::source_location::current()) {
        return scalars(statement, options, where).first();
    }

    /// UPDATE by key of many rows, as one batch, from values that no session tracks, or from Refs: `members`, or
    /// without them all columns but the key. Objects of the session with these keys become stale.
    ///
    ///     session.bulk_update(books, &Book::pages);
    ///
    /// Where versions are counted (version_id()), the values must hold those that they were read with: they are
    /// compared and counted on, in the rows; the values keep theirs. Throws: StaleDataError(`stale_row`) when a row is
    /// not there, or has another version.
    template <class Range, class... Members>
    requires requires(const Range& range) { range.begin(); }
    void bulk_update(const Range& values, Members... members) {
        using Given = std::remove_cvref_t<decltype(*values.begin())>;
        using Class = std::remove_const_t<typename MergedOf<Given>::Class>;
        std::vector<const void*> pointers;
        for (const auto& value : values) {
            if constexpr (orm::kIsRef<Given>)
                pointers.push_back(&*value);
            else
                pointers.push_back(&value);
        }
        bulk_update_values(orm::class_map<Class>(), {pointers.data(), pointers.size()}, {offset_in<Class>(members)...});
    }

    /// Writes all changes, within the transaction.
    void flush(std::source_location where = std::source_location::current());
    /// Writes all changes and ends the transaction.
    void commit(std::source_location where = std::source_location::current());
    /// Undoes the transaction: objects have the values that they had at its beginning, those added in it are transient
    /// and can be added again, those deleted in it are back.
    void rollback(std::source_location where = std::source_location::current());
    /// SAVEPOINT.
    NestedTransaction begin_nested(std::source_location where = std::source_location::current());

    /// Whether a column's member holds what the database has, or what was assigned to it, and not a default because it
    /// is deferred() or was left out of the query; for a relationship, whether access needs no query.
    template <class T, class C, class M>
    bool is_loaded(const Ref<T>& object, M C::*member) const {
        return is_member_loaded(object, sql::member_offset(static_cast<const M T::*>(member)));
    }
    /// Reads columns, or a relationship, of an object that has them not yet: `session.load(book, &Book::text)`. What
    /// has been assigned to them stays.
    ///
    /// Throws ArgumentError(`not_persistent`), NoResultError(`no_such_row`).
    template <class T, class C, class... M>
    void load(const Ref<T>& object, M C::*... members) {
        const orm::RefBase* const objects[] = {&object};
        load_members(objects, {sql::member_offset(static_cast<const M T::*>(members))...});
    }
    /// The same for the objects of a range, by one query for every 500 of them: `session.load(books, &Book::text)`.
    template <class Range, class C, class... M>
    requires requires(const Range& range) { range.begin(); }
    void load(const Range& objects, M C::*... members) {
        std::vector<std::remove_cvref_t<decltype(*objects.begin())>> refs(objects.begin(), objects.end());
        std::vector<const orm::RefBase*> pointers;
        for (const auto& ref : refs) pointers.push_back(&ref);
        load_members({pointers.data(), pointers.size()}, {sql::member_offset(members)...});
    }
    /// A condition on a class for all statements of this session from now on: see LoaderCriteria.
    template <class C, class... Conditions>
    void add_criteria(const Conditions&... conditions) {
        (add_criterion({&orm::class_map<C>, Condition(conditions).node()}), ...);
    }
    /// Ends the session. Throws: ArgumentError(`pending_work`) when changes were not written: commit() or rollback()
    /// first. The destructor only logs a warning.
    void close();

    /// Whether a flush would write something.
    bool is_modified() const;
    using SessionObjects::is_modified;
    bool in_transaction() const;
    const SessionStatistics& statistics() const;
    /// The connection of the running transaction; one is begun if need be. Pending changes are not written by this.
    Connection& connection();
    /// That of the database that the class is in: see SessionBinds.
    template <class C>
    Connection& connection() {
        return connection_of(orm::class_map<C>());
    }
    const Engine& engine() const;
    /// A value of the program's own that goes with the session, such as who is logged in: made when it is first asked
    /// for, and the same for listeners. `session.info<CurrentUser>().name = "ann"`.
    template <class T>
    T& info() {
        static char tag = 0;
        std::shared_ptr<void>& value = info_of(&tag);
        if (value == nullptr) value = std::make_shared<T>();
        return *static_cast<T*>(value.get());
    }
    /// From now on it is told what the session does.
    void add_listener(std::shared_ptr<SessionListener> listener);
    void remove_listener(const std::shared_ptr<SessionListener>& listener);

private:
    friend class orm::SessionEvents;
    explicit Session(std::shared_ptr<orm::SessionCore> core) : SessionObjects(std::move(core)) {}

    template <class T>
    Scalars<T> load_scalars(const sql::StatementNode& statement, const std::source_location& where) {
        Scalars<T> result;
        if constexpr (orm::kIsRef<T>) {
            using E = typename MergedOf<T>::Class;
            load_objects(statement, orm::class_map<std::remove_const_t<E>>(), std::is_const_v<E>, result, where);
        } else {
            const auto fields = orm::TupleShape<T>::fields();
            load(statement, {fields.data(), fields.size()}, result, where);
        }
        return result;
    }
    /// Rows without static types come from the connection as they are read.
    template <template <class...> class Statement, class... Ts>
    auto load_tuples(const Statement<Ts...>& statement, const std::source_location& where) {
        if constexpr ((std::same_as<Ts, Row> || ...)) {
            return flushed_connection(*statement.node(), where).execute(filtered(statement), where);
        } else {
            Rows<Ts...> result;
            const auto fields = orm::TupleShape<Ts...>::fields();
            load(*statement.node(), {fields.data(), fields.size()}, result, where);
            return result;
        }
    }

    /// RETURNING of objects loads them, other rows come from the connection.
    template <template <class...> class Statement, class... Ts>
    auto change(const Statement<Ts...>& statement, const std::source_location& where) {
        if constexpr ((std::is_base_of_v<orm::RefBase, Ts> || ...))
            return load_tuples(statement, where);
        else if constexpr (sizeof...(Ts) == 0)
            return change_rows(*statement.node(), where);
        else if constexpr (std::same_as<Statement<Ts...>, Insert<Ts...>>)
            return flushed_connection(where, statement.node().get()).execute(filtered(statement), where);
        else
            return change_filtered(filtered(statement), where);
    }
    /// Without RETURNING.
    DmlResult change_rows(const sql::StatementNode& statement, const std::source_location& where);
    template <class Statement>
    auto change_filtered(const Statement& statement, const std::source_location& where) {
        return synchronized(*statement.node(), where,
                            [&](Connection& connection) { return connection.execute(statement, where); });
    }
    /// Finds the objects that an UPDATE or DELETE concerns, runs it, and brings them in line.
    template <class Run>
    auto synchronized(const sql::StatementNode& statement, const std::source_location& where, Run run) {
        Connection& connection = flushed_connection(where, &statement);
        orm::CriteriaSync sync = find_concerned(statement, where);
        auto result = run(connection);
        if constexpr (requires { result.rowcount; })
            sync.apply(result.rowcount);
        else
            sync.apply(-1);
        return result;
    }
    orm::CriteriaSync find_concerned(const sql::StatementNode& statement, const std::source_location& where);

    void bulk_update_values(orm::ClassMap& map, ArrayView<const void*> values,
                            std::initializer_list<std::size_t> members);
    std::shared_ptr<void>& info_of(const void* tag);
    Connection& connection_of(const orm::ClassMap& map);
    bool is_member_loaded(const orm::RefBase& object, std::size_t offset) const;
    /// The statement with the criteria of the session.
    template <class Statement>
    Statement filtered(const Statement& statement) const {
        return of_node<Statement>(filtered_node(*statement.node()));
    }
    template <class Statement>
    static Statement of_node(const sql::StatementPtr& node) {
        using Node = std::remove_cvref_t<decltype(*std::declval<const Statement&>().node())>;
        return Statement(NodePtr<Node>(const_cast<Node*>(static_cast<const Node*>(node.get()))));
    }
    /// The statement that loads what this one asks for.
    sql::StatementPtr explained_node(const sql::StatementNode& statement) const;
    sql::StatementPtr filtered_node(const sql::StatementNode& statement) const;
    void add_criterion(const orm::GlobalCriterion& criterion);
    ResultCore open_stream(const sql::SelectNode& statement, const orm::ClassMap& map, const StreamOptions& options,
                           std::vector<DecodeStep>& steps, const std::source_location& where);
    void load_members(ArrayView<const orm::RefBase*> objects, std::initializer_list<std::size_t> offsets);
    void load(const sql::StatementNode& statement, ArrayView<orm::RowField> fields, orm::RowSink& sink,
              const std::source_location& where);
    void load_objects(const sql::StatementNode& statement, const orm::ClassMap& map, bool are_read_only,
                      orm::RefList& list, const std::source_location& where);
    void load_flushed(const sql::StatementNode& statement, ArrayView<orm::RowField> fields, orm::RowSink& sink);
    /// `statement` may be null.
    Connection& flushed_connection(const std::source_location& where, const sql::StatementNode* statement);
    Connection& flushed_connection(const sql::StatementNode& statement, const std::source_location& where);
};

template <class T>
Scalars<Ref<T>> Query<T>::all(std::source_location where) const {
    return session_->scalars(select_, where);
}

template <class T>
Ref<T> Query<T>::first(std::source_location where) const {
    return session_->scalars(at_most(1), where).first();
}

template <class T>
Ref<T> Query<T>::one(std::source_location where) const {
    return session_->scalars(at_most(2), where).one(where);
}

template <class T>
Ref<T> Query<T>::one_or_none(std::source_location where) const {
    return session_->scalars(at_most(2), where).one_or_none(where);
}

template <class T>
std::int64_t Query<T>::count(std::source_location where) const {
    return orm::count_rows(*session_, *select_.node(), where);
}

}  // namespace azoth

#include "azoth/orm/query_execution.hpp"
