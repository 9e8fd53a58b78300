// SPDX-License-Identifier: MIT
#include "sql_cases/shop_data.hpp"

#include <nlohmann/json.hpp>

#include "azoth/compile/dialect.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/text.hpp"
#include "sql_cases/shop.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono;

auto at(year_month_day day, hours h = 0h, minutes m = 0min, seconds s = 0s) {
    return local_time<microseconds>(local_days(day)) + h + m + s;
}

void add_authors(const Shop& s, Connection& connection) {
    const auto add = [&](int id, const char* name, const char* country, std::optional<int> born) {
        connection.execute(insert(s.authors).values(s.author_id = id, s.author_name = std::string(name),
                                                    s.country = std::string(country), s.born = born));
    };
    add(1, "Jane Austen", "GB", 1775);
    add(2, "Ursula Le Guin", "US", 1929);
    add(3, "Stanislaw Lem", "PL", std::nullopt);
}

void add_books(const Shop& s, Connection& connection) {
    const auto add = [&](int id, const char* title, int author, int pages, const char* price,
                         std::optional<double> rating, std::optional<year_month_day> published, bool in_stock,
                         std::optional<std::string> note) {
        connection.execute(insert(s.books).values(s.id = id, s.title = std::string(title), s.book_author = author,
                                                  s.pages = pages, s.price = Decimal(std::string_view(price)),
                                                  s.rating = rating, s.published = published, s.in_stock = in_stock,
                                                  s.note = std::move(note)));
    };
    add(1, "Emma", 1, 474, "9.50", 4.5, 1815y / 12 / 23, true, std::nullopt);
    add(2, "Persuasion", 1, 249, "7.25", std::nullopt, 1817y / 12 / 20, false, "a_b%c");
    add(3, "The Dispossessed", 2, 387, "12.00", 4.25, 1974y / 5 / 1, true, "");
    add(4, "Solaris", 3, 204, "8.75", 4.0, std::nullopt, true, R"(It's "quoted" \ here)");
}

void add_sales(const Shop& s, Connection& connection) {
    const auto add = [&](int id, int book, local_time<microseconds> when, int copies) {
        connection.execute(
            insert(s.sales).values(s.sale_id = id, s.sold_book = book, s.sold_at = when, s.copies = copies));
    };
    add(1, 1, at(2024y / 1 / 5, 10h, 30min), 3);
    add(2, 1, at(2024y / 2 / 7, 12h), 2);
    add(3, 3, at(2024y / 2 / 29, 23h, 59min, 59s), 5);
    add(4, 4, at(2024y / 12 / 31), 1);
}

void add_documents(const Shop& s, Connection& connection) {
    const auto emma = nlohmann::json::parse(
        R"({"title": "Emma", "pages": 474, "price": 9.5, "sold": true, "nothing": null, "tags": ["a", "b"],
            "author": {"name": "Jane", "born": 1775}, "a \"b'": 1, "x.y": 2})");
    const auto add = [&](int id, int flags, const nlohmann::json& content) {
        connection.execute(insert(s.documents).values(s.document_id = id, s.flags = flags, s.content = content));
    };
    add(1, 6, emma);
    add(2, -8, nlohmann::json::object());
}

void add_shelves(const Shop& s, Connection& connection) {
    const auto add = [&](int id, std::optional<int> parent, const char* name) {
        connection.execute(
            insert(s.shelves).values(s.shelf_id = id, s.shelf_parent = parent, s.shelf_name = std::string(name)));
    };
    add(1, std::nullopt, "root");
    add(2, 1, "fiction");
    add(3, 2, "classics");
    add(4, 2, "science fiction");
}

}  // namespace

void create_shop(const Engine& engine) {
    const Shop shop;
    create_all(shop.metadata, engine);
    engine.begin([&](Connection& connection) {
        if (connection.dialect().name() == "postgresql")
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS hstore"));
        add_authors(shop, connection);
        add_books(shop, connection);
        add_sales(shop, connection);
        add_shelves(shop, connection);
        add_documents(shop, connection);
    });
}

}  // namespace azoth::test
