// SPDX-License-Identifier: MIT
#include "import.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include <fmt/core.h>

#include "model.hpp"
#include "progress.hpp"

using namespace azoth;

namespace bookstore {
namespace {

constexpr std::size_t kRowsPerFlush = 1000;

class Import {
public:
    explicit Import(Session& session) : session_(session) { load_what_is_there(); }

    /// False at the end of the file.
    bool take_next_row(BookReader& reader);
    ImportResult finish(OnBadRow on_bad_row);

private:
    using AuthorAndTitle = std::pair<std::string, std::string>;

    void load_what_is_there();
    void take(BookRow row);
    void write_waiting();
    void write(std::span<const BookRow> rows);
    void forget_authors_not_written();
    void add(const BookRow& row);
    Ref<Author> author_named(const std::string& name);

    Session& session_;
    std::map<std::string, Ref<Author>> authors_;
    std::set<AuthorAndTitle> books_;
    std::map<std::string, std::string> titles_of_isbns_;
    std::set<AuthorAndTitle> withdrawn_;
    std::vector<BookRow> waiting_;
    ImportResult result_;
};

void Import::load_what_is_there() {
    for (const Ref<Author>& author : session_.scalars(select<Author>())) authors_.emplace(author->name, author);
    for (const auto& [author, title, isbn] :
         session_.execute(select(&Author::name, &Book::title, &Book::isbn).join(&Author::books))) {
        books_.emplace(author, title);
        if (isbn) titles_of_isbns_.emplace(*isbn, title);
    }
    for (const Ref<const Withdrawal>& book : session_.scalars(select<const Withdrawal>()))
        withdrawn_.emplace(book->author, book->title);
}

bool Import::take_next_row(BookReader& reader) {
    try {
        std::optional<BookRow> row = reader.next();
        if (!row) return false;
        take(std::move(*row));
    } catch (const BadRow& row) {
        result_.bad_rows.push_back(row);
    }
    return true;
}

/// Throws: BadRow.
void Import::take(BookRow row) {
    const AuthorAndTitle key(row.author, row.title);
    if (books_.contains(key)) {
        ++result_.already_there;
        return;
    }
    if (withdrawn_.contains(key)) {
        ++result_.withdrawn_before;
        return;
    }
    if (const auto other = titles_of_isbns_.find(row.isbn.value_or("")); other != titles_of_isbns_.end())
        throw BadRow(row.line, fmt::format("isbn {} is that of '{}' in the database", *row.isbn, other->second));

    waiting_.push_back(std::move(row));
    if (waiting_.size() == kRowsPerFlush) write_waiting();
}

void Import::write_waiting() {
    if (!waiting_.empty()) write(waiting_);
    waiting_.clear();
}

// A database may have its own idea of equal names, and another program may write at the same time. Rows that are
// refused together are tried one by one, so that each is answered for.
void Import::write(std::span<const BookRow> rows) {
    try {
        NestedTransaction savepoint = session_.begin_nested();
        for (const BookRow& row : rows) add(row);
        savepoint.commit();
        result_.added += rows.size();
        return;
    } catch (const IntegrityError& error) {
        forget_authors_not_written();
        if (rows.size() == 1) {
            result_.bad_rows.emplace_back(rows[0].line, "the database refuses it: " + error.message());
            return;
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) write(rows.subspan(i, 1));
}

void Import::forget_authors_not_written() {
    std::erase_if(authors_, [&](const auto& each) { return session_.state(each.second) != ObjectState::Persistent; });
}

void Import::add(const BookRow& row) {
    session_.add(Book{.title = row.title,
                      .year = row.year,
                      .pages = row.pages,
                      .isbn = row.isbn,
                      .author = author_named(row.author)});
}

Ref<Author> Import::author_named(const std::string& name) {
    Ref<Author>& author = authors_[name];
    if (!author) author = session_.add(Author{.name = name});
    return author;
}

ImportResult Import::finish(OnBadRow on_bad_row) {
    write_waiting();
    std::sort(result_.bad_rows.begin(), result_.bad_rows.end(),
              [](const BadRow& left, const BadRow& right) { return left.line() < right.line(); });
    result_.is_kept = result_.bad_rows.empty() || on_bad_row == OnBadRow::Skip;
    if (result_.is_kept)
        session_.commit();
    else
        session_.rollback();
    return std::move(result_);
}

}  // namespace

ImportResult import_books(const SessionFactory& sessions, std::string csv, OnBadRow on_bad_row) {
    BookReader reader(std::move(csv));
    Session session = sessions();
    Import import(session);
    Progress progress(stderr);
    for (std::size_t rows = 1; import.take_next_row(reader); ++rows) progress.show(rows, reader.progress());
    return import.finish(on_bad_row);
}

}  // namespace bookstore
