// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <utility>
#include <vector>

#include "azoth/engine/connection.hpp"
#include "azoth/orm/entities.hpp"
#include "azoth/orm/rows.hpp"

namespace azoth {

class Session;

namespace orm {

/// SELECT of the number of rows of a query.
std::int64_t count_rows(Session& session, const sql::SelectNode& query, std::source_location where);
/// Whether the query has a LIMIT of its own.
bool has_limit(const sql::SelectNode& query);
/// SELECT EXISTS (query).
bool has_rows(Session& session, const sql::SelectNode& query, std::source_location where);
/// DELETE and UPDATE of the rows that a query of one class finds by where(); how many.
///
/// Throw ArgumentError(`query_not_changeable`) for a query with other clauses.
std::int64_t delete_rows(Session& session, const sql::SelectNode& query, std::source_location where);
std::int64_t update_rows(Session& session, const sql::SelectNode& query, const std::vector<Assignment>& assignments,
                         std::source_location where);
/// Throws ArgumentError(`bad_page`).
void require_page(std::int64_t number, std::int64_t size);

}  // namespace orm

/// Some of the objects that a query finds, and how many there are in all: Query::page().
template <class T>
struct Page {
    Scalars<Ref<T>> items;
    std::int64_t total = 0;   ///< of all pages
    std::int64_t number = 1;  ///< of this page, counted from 1
    std::int64_t size = 0;    ///< how many objects a page has

    std::int64_t pages() const { return (total + size - 1) / size; }
    bool has_next() const { return number < pages(); }
    bool has_previous() const { return number > 1; }
};

/// A select<T>() that knows its session: `session.query<Book>().where(c(&Book::pages) > 300).first()`.
template <class T>
class Query {
public:
    explicit Query(Session& session) : session_(&session), select_(azoth::select<T>()) {}

    template <class... Conditions>
    Query where(const Conditions&... conditions) const {
        return with(select_.where(conditions...));
    }
    template <class... Conditions>
    Query filter(const Conditions&... conditions) const {
        return where(conditions...);
    }
    /// As Select::filter_by().
    template <class... Equalities>
    Query filter_by(const Equalities&... equalities) const {
        return with(select_.filter_by(equalities...));
    }
    template <class... Orderings>
    Query order_by(const Orderings&... orderings) const {
        return with(select_.order_by(orderings...));
    }
    /// As Select::join().
    template <class... Target>
    Query join(const Target&... target) const {
        return with(select_.join(target...));
    }
    template <class... Target>
    Query outerjoin(const Target&... target) const {
        return with(select_.outerjoin(target...));
    }
    /// As Select::options().
    template <class... Options>
    Query options(const Options&... options) const {
        return with(select_.options(options...));
    }
    template <class... E>
    Query group_by(const E&... expressions) const {
        return with(select_.group_by(expressions...));
    }
    template <class... Conditions>
    Query having(const Conditions&... conditions) const {
        return with(select_.having(conditions...));
    }
    Query distinct() const { return with(select_.distinct()); }
    /// Locks the rows that are read until the transaction ends.
    Query with_for_update(ForUpdate lock = {}) const { return with(select_.with_for_update(std::move(lock))); }
    /// Objects from `start` on and before `stop`, counted from 0.
    Query slice(std::int64_t start, std::int64_t stop) const { return with(select_.slice(start, stop)); }
    Query limit(std::int64_t rows) const { return with(select_.limit(rows)); }
    Query offset(std::int64_t rows) const { return with(select_.offset(rows)); }

    Scalars<Ref<T>> all(std::source_location where = std::source_location::current()) const;
    /// Empty when there is none.
    Ref<T> first(std::source_location where = std::source_location::current()) const;
    /// Throws: NoResultError(`no_result`), MultipleResultsError(`multiple_results`).
    Ref<T> one(std::source_location where = std::source_location::current()) const;
    /// Empty when there is none. Throws: MultipleResultsError(`multiple_results`).
    Ref<T> one_or_none(std::source_location where = std::source_location::current()) const;
    /// How many rows there are.
    std::int64_t count(std::source_location where = std::source_location::current()) const;
    /// Whether there is a row.
    bool exists(std::source_location where = std::source_location::current()) const;
    /// Page `number`, counted from 1, of so many objects each, and their number in all: two statements. Give an order
    /// that no two objects share. Throws ArgumentError(`bad_page`).
    Page<T> page(std::int64_t number, std::int64_t size,
                 std::source_location where = std::source_location::current()) const;
    /// As Session::get(); conditions of this query are not asked.
    template <class... Key>
    Ref<T> get(const Key&... key) const;
    /// As Session::stream(), for `query<const Book>()`.
    auto stream(StreamOptions options = {}, std::source_location where = std::source_location::current()) const;
    /// DELETE of the rows that where() finds; how many. See Session::execute().
    ///
    /// Throws ArgumentError(`query_not_changeable`) when the query has more than where().
    std::int64_t delete_(std::source_location where = std::source_location::current()) const;
    /// UPDATE of them: `update({c(&Book::pages) = 0})`.
    std::int64_t update(const std::vector<Assignment>& assignments,
                        std::source_location where = std::source_location::current()) const;

    /// The statement, to go on with.
    const Select<Ref<T>>& statement() const { return select_; }

private:
    Select<Ref<T>> at_most(std::int64_t rows) const {
        return orm::has_limit(*select_.node()) ? select_ : select_.limit(rows);
    }
    Query with(Select<Ref<T>> select) const {
        Query result(*this);
        result.select_ = std::move(select);
        return result;
    }

    Session* session_;
    Select<Ref<T>> select_;
};

}  // namespace azoth
