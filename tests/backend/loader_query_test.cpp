// SPDX-License-Identifier: MIT
// Rows that mix objects and values, objects from text and subqueries, streams, and the whole face of Query.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Rating;

struct Film {
    std::int64_t id = 0;
    std::string title;
    int year = 0;
    Many<Rating> ratings;
};

struct Rating {
    std::int64_t id = 0;
    int stars = 0;
    std::int64_t film_id = 0;
    One<Film> film;
};

void mapping(Mapper<Film>& m) {
    m.table("lq_films");
    m.columns<&Film::id, &Film::title, &Film::year>();
    m.primary_key(&Film::id);
    m.column(&Film::title).name("film_title").type(String{50});
    m.relationship<&Film::ratings>().order_by(&Rating::stars);
}

void mapping(Mapper<Rating>& m) {
    m.table("lq_ratings");
    m.columns<&Rating::id, &Rating::stars, &Rating::film_id>();
    m.primary_key(&Rating::id);
    m.column(&Rating::film_id).references(&Film::id);
    m.relationship<&Rating::film>();
}

class LoaderQuery : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Film, Rating>().create_all(engine());
        Session session = open();
        session.add(Film{.title = "Alien", .year = 1979, .ratings = {{.stars = 5}, {.stars = 4}}});
        session.add(Film{.title = "Brazil", .year = 1985, .ratings = {{.stars = 3}}});
        session.add(Film{.title = "Cube", .year = 1997});
        session.commit();
    }
    Session open() { return Session(engine()); }
    static auto films() { return select<Film>().order_by(&Film::id); }
};

TEST_F(LoaderQuery, RowsOfAnObjectAndAnAggregate) {
    Session session = open();
    const auto rows = session.execute(select(entity<Film>(), func::count(&Rating::id))
                                          .outerjoin(&Film::ratings)
                                          .group_by(&Film::id, &Film::title, &Film::year)
                                          .order_by(&Film::title));
    ASSERT_EQ(rows.size(), 3U);
    const auto& [film, count] = rows[0];
    EXPECT_EQ(film->title, "Alien");
    EXPECT_EQ(count, 2);
    EXPECT_EQ(std::get<1>(rows[2]), 0);
    EXPECT_EQ(session.get<Film>(film->id), film);
}

TEST_F(LoaderQuery, AddColumnsGoesOnWithAnObject) {
    Session session = open();
    const auto rows = session.execute(films().add_columns(c(&Film::year) + 1).options(selectinload(&Film::ratings)));
    EXPECT_EQ(std::get<0>(rows[0])->ratings.size(), 2U);
    EXPECT_EQ(std::get<1>(rows[0]), 1980);
}

TEST_F(LoaderQuery, RowsOfValuesAliasesAndReadOnlyObjects) {
    Session session = open();
    const auto later = alias<Film>("later");
    const auto rows = session.execute(select(&Film::title, entity<const Film>(), later)
                                          .where(later[&Film::year] > c(&Film::year))
                                          .order_by(&Film::year, later[&Film::year]));
    ASSERT_EQ(rows.size(), 3U);
    const auto& [title, film, next] = rows[2];
    EXPECT_EQ(title, "Brazil");
    EXPECT_EQ(film->title, "Brazil");
    EXPECT_EQ(next->title, "Cube");
    EXPECT_NE(film.get(), session.get<Film>(film->id).get());
}

TEST_F(LoaderQuery, ObjectsFromASubqueryAUnionAndACte) {
    Session session = open();
    const auto old = alias<Film>(select<Film>().where(c(&Film::year) < 1990).subquery("old"));
    const auto both = alias<Film>(
        union_(select<Film>().where(c(&Film::year) < 1980), select<Film>().where(c(&Film::year) > 1990)).cte("ends"));
    const auto from_subquery =
        session.scalars(select(old).order_by(old[&Film::title]).options(selectinload(&Film::ratings)));
    ASSERT_EQ(from_subquery.size(), 2U);
    EXPECT_EQ(from_subquery[1]->ratings.size(), 1U);
    const auto from_cte = open().scalars(select(both).order_by(both[&Film::title]).options(joinedload(&Film::ratings)));
    ASSERT_EQ(from_cte.size(), 2U);
    EXPECT_EQ(from_cte[0]->ratings.size(), 2U);
    EXPECT_EQ(from_cte[1]->title, "Cube");
}

TEST_F(LoaderQuery, ObjectsFromTextByTheNamesOfItsColumns) {
    Session session = open();
    const auto found =
        session.scalars(text("SELECT year, film_title, id FROM lq_films WHERE year > :year ORDER BY year")
                            .bind("year", 1980)
                            .columns<Ref<Film>>());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0]->title, "Brazil");
    EXPECT_EQ(found[0]->year, 1985);
    EXPECT_EQ(session.get<Film>(found[0]->id), found[0]);
    EXPECT_EQ(found[0]->ratings.size(), 1U);
}

TEST_F(LoaderQuery, TextWithObjectsAndValues) {
    Session session = open();
    const auto rows = session.execute(
        text("SELECT count(r.id) AS ratings, f.id, f.film_title, f.year, max(r.stars) AS best FROM lq_films f JOIN "
             "lq_ratings r ON r.film_id = f.id GROUP BY f.id, f.film_title, f.year ORDER BY f.id")
            .columns<Ref<const Film>, std::int64_t, int>());
    ASSERT_EQ(rows.size(), 2U);
    const auto& [film, ratings, best] = rows[0];
    EXPECT_EQ(film->title, "Alien");
    EXPECT_EQ(ratings, 2);
    EXPECT_EQ(best, 5);
}

TEST_F(LoaderQuery, TextThatLacksAColumnIsAnError) {
    Session session = open();
    expect_error<ArgumentError>("columns_do_not_fit", "no column 'film_title', which Film has", [&] {
        return session.scalars(text("SELECT id, year FROM lq_films").columns<Ref<Film>>());
    });
    expect_error<ArgumentError>("wrong_column_count", "2 columns beside those of its classes", [&] {
        return session.execute(text("SELECT f.*, 1 AS one, 2 AS two FROM lq_films f").columns<Ref<Film>, int>());
    });
}

TEST_F(LoaderQuery, AStreamGivesPlainValues) {
    Session session = open();
    session.add(Film{.title = "Dune", .year = 2021});
    std::vector<Film> copies;
    for (const Film& film : session.stream(select<const Film>().order_by(&Film::id), {.chunk = 2})) {
        EXPECT_FALSE(film.title.empty());
        copies.push_back(film);
    }
    ASSERT_EQ(copies.size(), 4U) << "what was pending is written before";
    EXPECT_EQ(copies[1].title, "Brazil");
    expect_error<DetachedError>("relation_of_copy", "do not travel with copies",
                                [&] { return copies[1].ratings.size(); });
    EXPECT_EQ(session.query<const Film>().where(c(&Film::year) > 2000).stream().begin()->title, "Dune");
    session.rollback();
}

TEST_F(LoaderQuery, AStreamOfColumnsAndOfPlainStructs) {
    struct Line {
        std::string name;
        int stars;
    };
    Session session = open();
    const auto lines =
        select(c(&Film::title).label("name"), &Rating::stars).join(&Film::ratings).order_by(&Rating::stars);
    int sum = 0;
    for (const auto& [name, stars] : session.stream(lines)) sum += stars;
    EXPECT_EQ(sum, 12);
    std::vector<std::string> names;
    for (const Line& line : session.stream(lines).into<Line>()) names.push_back(line.name);
    EXPECT_EQ(names, (std::vector<std::string>{"Brazil", "Alien", "Alien"}));
}

TEST_F(LoaderQuery, AStreamTakesOptionsOfColumnsAlone) {
    Session session = open();
    const StatementLog log(engine());
    for (const Film& film : session.stream(select<const Film>().options(load_only(&Film::title)))) {
        EXPECT_FALSE(film.title.empty());
        EXPECT_EQ(film.year, 0);
    }
    EXPECT_EQ(log.count("year"), 0U);
    expect_error<ArgumentError>("option_without_effect", "a stream gives plain values of Film",
                                [&] { session.stream(select<const Film>().options(selectinload(&Film::ratings))); });
}

TEST_F(LoaderQuery, QueryCountsPagesAndAsks) {
    Session session = open();
    const auto query = session.query<Film>().order_by(&Film::title);
    const auto second = query.page(2, 2);
    ASSERT_EQ(second.items.size(), 1U);
    EXPECT_EQ(second.items[0]->title, "Cube");
    EXPECT_EQ(second.total, 3);
    EXPECT_EQ(second.pages(), 2);
    EXPECT_TRUE(second.has_previous());
    EXPECT_FALSE(second.has_next());
    expect_error<ArgumentError>("bad_page", "pages are counted from 1", [&] { query.page(0, 2); });
    EXPECT_EQ(query.slice(1, 2).one()->title, "Brazil");
    EXPECT_TRUE(query.where(c(&Film::year) == 1997).exists());
    EXPECT_FALSE(query.where(c(&Film::year) == 1998).exists());
    EXPECT_EQ(query.filter_by(c(&Film::year) = 1985, c(&Film::title) = "Brazil").count(), 1);
    EXPECT_EQ(query.get(second.items[0]->id), second.items[0]);
    EXPECT_EQ(session.query<Film>().join(&Film::ratings).distinct().count(), 2);
    EXPECT_EQ(session.query<Film>()
                  .join(&Film::ratings)
                  .group_by(&Film::id, &Film::title, &Film::year)
                  .having(func::count(&Rating::id) > 1)
                  .one()
                  ->title,
              "Alien");
}

TEST_F(LoaderQuery, QueryChangesAndDeletesByItsConditions) {
    Session session = open();
    EXPECT_EQ(session.query<Film>().where(c(&Film::year) < 1990).update({c(&Film::year) = c(&Film::year) + 100}), 2);
    EXPECT_EQ(session.query<Rating>().where(c(&Rating::stars) > 3).delete_(), 2);
    session.commit();
    EXPECT_EQ(open().query<Film>().where(c(&Film::year) > 2050).count(), 2);
    EXPECT_EQ(open().query<Rating>().count(), 1);
    expect_error<ArgumentError>("query_not_changeable", "delete_() of a query takes its where() alone",
                                [&] { session.query<Film>().limit(1).delete_(); });
}

}  // namespace
}  // namespace azoth::test
