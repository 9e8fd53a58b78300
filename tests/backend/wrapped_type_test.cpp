// SPDX-License-Identifier: MIT
// A type of the user's with SQL around its values and columns, as a column of a mapped class.
#include <cstdio>
#include <string>

#include "azoth/azoth.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {

struct Celsius {
    double degrees = 0;
    friend bool operator==(const Celsius&, const Celsius&) = default;
};

struct Reading {
    std::int64_t id = 0;
    Celsius temperature;
    std::optional<Celsius> highest;
};

}  // namespace azoth::test

/// Stored in tenths of a degree, by the database.
template <>
struct azoth::TypeTraits<azoth::test::Celsius> {
    using Storage = double;
    static Storage to_storage(const azoth::test::Celsius& value) { return value.degrees; }
    static azoth::test::Celsius from_storage(Storage degrees) { return {degrees}; }
    static SqlType sql_type() {
        static const SqlType type = Double{}.wrapped("", "({0} * 10)", "{0} / 10");
        return type;
    }
};

namespace azoth::test {

void mapping(Mapper<Reading>& m) {
    m.table("readings");
    m.columns<&Reading::id, &Reading::temperature, &Reading::highest>();
    m.primary_key(&Reading::id);
}

struct Oven {
    std::int64_t id = 0;
    std::optional<Celsius> usual;
    std::optional<Celsius> made;
};

void mapping(Mapper<Oven>& m) {
    m.table("ovens");
    m.columns<&Oven::id, &Oven::usual, &Oven::made>();
    m.primary_key(&Oven::id);
    m.column(&Oven::usual).server_default(literal(Celsius{180}));
    m.column(&Oven::made).default_(Celsius{200});
}

namespace {

class WrappedTypes : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Reading>().create_all(engine());
        Session session(engine());
        session.add(Reading{1, {21.5}, Celsius{30}});
        session.add(Reading{2, {-4}, std::nullopt});
        session.commit();
    }

    double stored(std::int64_t id) {
        return *engine().connect().scalar(
            text("SELECT temperature FROM readings WHERE id = :id").bind("id", id).columns<double>());
    }
};

TEST_F(WrappedTypes, AreStoredAsTheFormSays) {
    EXPECT_EQ(stored(1), 215);
    EXPECT_EQ(stored(2), -40);
}

TEST_F(WrappedTypes, ComeBackAsTheyWere) {
    Session session(engine());
    EXPECT_EQ(session.get<Reading>(1)->temperature, Celsius{21.5});
    EXPECT_EQ(session.get<Reading>(1)->highest, Celsius{30});
    EXPECT_EQ(session.get<Reading>(2)->highest, std::nullopt);
    EXPECT_EQ(session.scalars(select(&Reading::temperature).order_by(&Reading::id)).all(),
              (std::vector<Celsius>{{21.5}, {-4}}));
}

TEST_F(WrappedTypes, AreComparedInTheDatabase) {
    Session session(engine());
    EXPECT_EQ(session.scalars(select(&Reading::id).where(c(&Reading::temperature) == Celsius{-4})).all(),
              std::vector<std::int64_t>{2});
}

TEST_F(WrappedTypes, AreWrittenByUpdates) {
    Session session(engine());
    session.get<Reading>(2)->temperature = Celsius{7};
    session.commit();
    EXPECT_EQ(stored(2), 70);
    session.execute(update<Reading>().set(c(&Reading::temperature) = Celsius{8}).where(c(&Reading::id) == 2));
    session.commit();
    EXPECT_EQ(stored(2), 80);
}

TEST_F(WrappedTypes, AreReadFromSubqueriesOnce) {
    const auto warm = select(&Reading::temperature).where(c(&Reading::id) == 1).subquery("warm");
    EXPECT_EQ(engine().connect().scalar(select(warm.c<Celsius>("temperature"))), Celsius{21.5});
}

TEST_F(WrappedTypes, AreLiteralsInTheFormInWhichTheyAreStored) {
    const auto query = select(&Reading::id).where(c(&Reading::temperature) == Celsius{3});
    EXPECT_NE(to_string(query, dialect(), true).find("* 10)"), std::string::npos) << to_string(query, dialect(), true);
    EXPECT_EQ(to_string(query, dialect(), true).find('?'), std::string::npos);
}

TEST_F(WrappedTypes, AreDefaults) {
    Registry::of<Oven>().create_all(engine());
    Session session(engine());
    const Ref<Oven> oven = session.add(Oven{});
    session.commit();

    EXPECT_EQ(oven->usual, Celsius{180});
    EXPECT_EQ(oven->made, Celsius{200});
    Connection connection = engine().connect();
    EXPECT_EQ(connection.scalar(text("SELECT usual FROM ovens").columns<double>()), 1800);
    EXPECT_EQ(connection.scalar(text("SELECT made FROM ovens").columns<double>()), 2000);
}

TEST_F(WrappedTypes, CannotBeInAList) {
    const auto query = select(&Reading::id).where(c(&Reading::temperature).in({Celsius{1}}));
    EXPECT_THROW(engine().connect().execute(query), CompileError);
}

TEST_F(WrappedTypes, ComeBackFromReturning) {
    if (!capabilities().insert_returning) GTEST_SKIP();
    Connection connection = engine().connect();
    const auto statement = insert<Reading>().values(Reading{3, {1.5}, std::nullopt}).returning(&Reading::temperature);
    EXPECT_EQ(connection.scalar(statement), Celsius{1.5});
}

}  // namespace
}  // namespace azoth::test
