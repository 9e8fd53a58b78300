// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <utility>

#include "azoth/orm/entities.hpp"
#include "azoth/orm/rows.hpp"

namespace azoth {

class Session;

namespace orm {

/// SELECT of the number of rows of a query.
NodePtr<sql::SelectNode> counting(const sql::SelectNode& query);

}  // namespace orm

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

    /// The statement, to go on with.
    const Select<Ref<T>>& statement() const { return select_; }

private:
    Query with(Select<Ref<T>> select) const {
        Query result(*this);
        result.select_ = std::move(select);
        return result;
    }

    Session* session_;
    Select<Ref<T>> select_;
};

}  // namespace azoth
