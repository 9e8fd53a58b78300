// SPDX-License-Identifier: MIT
#include "changes.hpp"

#include <optional>

#include "model.hpp"

using namespace azoth;

namespace bookstore {
namespace {

std::optional<int> average_pages(const Many<Book>& books) {
    int sum = 0;
    int count = 0;
    for (const Book& book : books) {
        if (!book.pages) continue;
        sum += *book.pages;
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / count;
}

// Through objects: the session sees which have changed, and updates them all together.
std::size_t estimate_missing_pages(Session& session) {
    std::size_t estimated = 0;
    const auto unknown = select<Book>().where(c(&Book::pages).is_null()).order_by(&Book::id);
    for (Ref<Book> book : session.scalars(unknown)) {
        const std::optional<int> pages = average_pages(book->author->books);
        if (!pages) continue;
        book->pages = pages;
        ++estimated;
    }
    return estimated;
}

std::size_t withdraw_thin_books(Session& session) {
    const auto thin = session.scalars(select<Book>().where(c(&Book::pages) < kFewestPages));
    for (const Ref<Book>& book : thin) {
        session.add(Withdrawal{.author = book->author->name, .title = book->title});
        session.delete_(book);
    }
    return thin.size();
}

// By a statement: no object is loaded for it.
std::int64_t delete_authors_without_books(Session& session) {
    const auto books = select(&Book::id).where(c(&Book::author_id) == c(&Author::id));
    return session.execute(delete_<Author>().where(!exists(books))).rowcount;
}

}  // namespace

Changes change_books(const SessionFactory& sessions) {
    return sessions.transaction([](Session& session) {
        Changes changes;
        changes.estimated = estimate_missing_pages(session);
        changes.withdrawn = withdraw_thin_books(session);
        changes.abandoned = delete_authors_without_books(session);
        return changes;
    });
}

}  // namespace bookstore
