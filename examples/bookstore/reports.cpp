// SPDX-License-Identifier: MIT
#include "reports.hpp"

#include <cstdlib>
#include <optional>

#include <fmt/core.h>

#include "model.hpp"

using namespace azoth;

namespace bookstore {
namespace {

constexpr std::int64_t kRowsShown = 10;

void print_title(const std::string& title) { fmt::print("\n{}\n", title); }

std::string year_text(const std::optional<int>& year) {
    if (!year) return "";
    return *year < 0 ? fmt::format("{} BC", -*year) : fmt::format("{}", *year);
}

std::string decade_text(int decade) { return fmt::format("{}s{}", std::abs(decade), decade < 0 ? " BC" : ""); }

std::string pages_text(const std::optional<int>& pages) { return pages ? fmt::format("{} pages", *pages) : ""; }

void print_books(const Scalars<Ref<Book>>& books) {
    for (const Ref<Book>& book : books)
        fmt::print("  {:>7}  {:>10}  {} by {}\n", year_text(book->year), pages_text(book->pages), book->title,
                   book->author->name);
}

}  // namespace

void print_authors(Session& session) {
    print_title("Authors with the most books");
    const auto count = func::count(&Book::id).label("book_count");
    const auto authors = select(&Author::name, count, func::sum(&Book::pages), func::max(&Book::year))
                             .join(&Author::books)
                             .group_by(&Author::id, &Author::name)
                             .order_by(desc(count), &Author::name)
                             .limit(kRowsShown);
    for (const auto& [name, books, pages, last_year] : session.execute(authors))
        fmt::print("  {:<28} {:>3} books, {:>5} pages, last {}\n", name, books, pages.value_or(0),
                   year_text(last_year));
}

void print_decades(Session& session) {
    print_title("Decades, latest first");
    const auto decade = (c(&Book::year) - c(&Book::year) % 10).label("decade");
    const auto decades = select(decade, func::count(), func::avg(&Book::pages))
                             .where(c(&Book::year).is_not_null())
                             .group_by(decade)
                             .order_by(desc(decade))
                             .limit(kRowsShown);
    for (const auto& [first_year, books, pages] : session.execute(decades))
        fmt::print("  {:<9} {:>3} books of {:.0f} pages on average\n", decade_text(*first_year), books,
                   pages.value_or(0));
}

void print_longest_books(Session& session) {
    print_title("Longest books");
    print_books(session.query<Book>()
                    .where(c(&Book::pages).is_not_null())
                    .order_by(desc(&Book::pages), &Book::title)
                    .limit(kRowsShown)
                    .all());
}

void print_search(Session& session, const std::string& word) {
    print_title(fmt::format("Books with '{}'", word));
    const auto found = session.scalars(select<Book>()
                                           .join(&Book::author)
                                           .where(icontains(&Book::title, word) || icontains(&Author::name, word))
                                           .order_by(&Author::name, &Book::title));
    if (found.empty()) fmt::print("  none\n");
    print_books(found);
}

void print_page(Session& session, std::int64_t page, std::int64_t page_size) {
    const auto books = session.query<Book>().order_by(&Book::title, &Book::id);
    const std::int64_t count = books.count();
    print_title(fmt::format("All {} books by title, page {} of {}", count, page, (count + page_size - 1) / page_size));
    print_books(books.limit(page_size).offset((page - 1) * page_size).all());
}

}  // namespace bookstore
