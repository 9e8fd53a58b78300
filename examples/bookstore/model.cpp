// SPDX-License-Identifier: MIT
#include "model.hpp"

using namespace azoth;

namespace bookstore {

void mapping(Mapper<Author>& m) {
    m.table("authors");
    m.columns<&Author::id, &Author::name>();
    m.primary_key(&Author::id);
    m.column(&Author::name).type(String{kNameLength}).unique();
    m.relationship<&Author::books>().cascade(Cascade::All).order_by(&Book::year, &Book::title);
}

void mapping(Mapper<Book>& m) {
    m.table("books");
    m.columns<&Book::id, &Book::title, &Book::author_id, &Book::year, &Book::pages, &Book::isbn>();
    m.primary_key(&Book::id);
    m.column(&Book::title).type(String{kTitleLength});
    m.column(&Book::author_id).references(&Author::id);
    m.column(&Book::isbn).type(String{13}).unique();
    m.unique(&Book::author_id, &Book::title);
    m.relationship<&Book::author>();
}

void mapping(Mapper<Withdrawal>& m) {
    m.table("withdrawals");
    m.columns<&Withdrawal::id, &Withdrawal::author, &Withdrawal::title>();
    m.primary_key(&Withdrawal::id);
    m.column(&Withdrawal::author).type(String{kNameLength});
    m.column(&Withdrawal::title).type(String{kTitleLength});
}

}  // namespace bookstore
