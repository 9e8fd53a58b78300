// SPDX-License-Identifier: MIT
// Values that the database makes for many new rows at once, and which object each belongs to.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

constexpr std::size_t kMany = 20;

class GeneratedValue : public BackendTest {
protected:
    Session open() { return Session(engine()); }

    /// Adds them, and commits.
    template <class Class, class Make>
    std::vector<Ref<Class>> insert_many(Make make) {
        Session& session = session_.emplace(engine());
        std::vector<Ref<Class>> objects;
        for (std::size_t i = 0; i < kMany; ++i) objects.push_back(session.add(make(static_cast<int>(i))));
        session.commit();
        return objects;
    }

private:
    std::optional<Session> session_;
};

struct Parcel {
    std::string code;
    std::int64_t number = 0;
    std::optional<std::string> state;
};
void mapping(Mapper<Parcel>& m) {
    m.table("parcels");
    m.columns<&Parcel::code, &Parcel::number, &Parcel::state>();
    m.primary_key(&Parcel::code);
    m.column(&Parcel::code).type(String{20});
    m.column(&Parcel::number).autoincrement(true).unique();
    m.column(&Parcel::state).type(String{10}).server_default(literal("new"));
}

TEST_F(GeneratedValue, IsToldOfAColumnThatIsNoKey) {
    if (dialect().name() == "sqlite") GTEST_SKIP() << "only keys are counted up";
    Registry::of<Parcel>().create_all(engine());
    // In an order that is not that of the keys.
    const auto parcels =
        insert_many<Parcel>([](int i) { return Parcel{.code = "c" + std::to_string(97 - i * 7 % 20)}; });

    Session other = open();
    for (std::size_t i = 0; i < kMany; ++i) {
        EXPECT_EQ(parcels[i]->code, "c" + std::to_string(97 - i * 7 % 20));
        EXPECT_EQ(parcels[i]->number, static_cast<std::int64_t>(i + 1));
        EXPECT_EQ(parcels[i]->state, "new");
        EXPECT_EQ(other.get<Parcel>(parcels[i]->code)->number, parcels[i]->number);
    }
}

struct Countdown {
    std::int64_t id = 0;
    int place = 0;
};
void mapping(Mapper<Countdown>& m) {
    m.table("countdowns");
    m.columns<&Countdown::id, &Countdown::place>();
    m.primary_key(&Countdown::id);
    m.column(&Countdown::id).default_(Sequence("down_numbers").start(-1).increment(-1).maxvalue(-1).minvalue(-1000));
}

struct ToldCountdown {
    std::int64_t id = 0;
    int place = 0;
    std::optional<int> state;
};
void mapping(Mapper<ToldCountdown>& m) {
    m.table("told_countdowns");
    m.columns<&ToldCountdown::id, &ToldCountdown::place, &ToldCountdown::state>();
    m.primary_key(&ToldCountdown::id);
    m.column(&ToldCountdown::id).default_(Sequence("told_down").start(-1).increment(-1).maxvalue(-1).minvalue(-1000));
    m.column(&ToldCountdown::state).server_default("3");
}

struct Round {
    std::int64_t id = 0;
    int place = 0;
};
void mapping(Mapper<Round>& m) {
    m.table("rounds");
    m.columns<&Round::id, &Round::place>();
    m.primary_key(&Round::id);
    m.column(&Round::id).default_(Sequence("round_numbers").start(20).minvalue(1).maxvalue(30).cycle());
}

/// Each object has the key of its own row.
template <class Class>
void expect_own_rows(Session session, const std::vector<Ref<Class>>& objects) {
    for (const Ref<Class>& object : objects) EXPECT_EQ(session.get<Class>(object->id)->place, object->place);
}

TEST_F(GeneratedValue, MayCountDown) {
    Registry::of<Countdown, ToldCountdown>().create_all(engine());
    expect_own_rows(open(), insert_many<Countdown>([](int i) { return Countdown{.place = i}; }));
    expect_own_rows(open(), insert_many<ToldCountdown>([](int i) { return ToldCountdown{.place = i}; }));
    Registry::of<Countdown, ToldCountdown>().drop_all(engine());
}

TEST_F(GeneratedValue, MayBeginAgain) {
    Registry::of<Round>().create_all(engine());
    expect_own_rows(open(), insert_many<Round>([](int i) { return Round{.place = i}; }));
    Registry::of<Round>().drop_all(engine());
}

// The key is given, but the database writes it in its own way.

struct Price {
    Decimal amount;
    std::optional<int> state;
};
void mapping(Mapper<Price>& m) {
    m.table("prices");
    m.columns<&Price::amount, &Price::state>();
    m.primary_key(&Price::amount);
    m.column(&Price::amount).type(Numeric{10, 3});
    m.column(&Price::state).server_default("3");
}

TEST_F(GeneratedValue, IsFoundByADecimalKeyOfAnotherScale) {
    Registry::of<Price>().create_all(engine());
    const auto prices = insert_many<Price>([](int i) { return Price{.amount = Decimal(std::to_string(i) + ".50")}; });

    for (const Ref<Price>& price : prices) EXPECT_EQ(price->state, 3);
    Session session = open();
    const Ref<Price> one = session.get<Price>(Decimal("1.5"));
    EXPECT_EQ(session.get<Price>(Decimal("1.50")).get(), one.get());
}

struct Badge {
    std::string code;
    std::optional<int> state;
};
void mapping(Mapper<Badge>& m) {
    m.table("badges");
    m.columns<&Badge::code, &Badge::state>();
    m.primary_key(&Badge::code);
    m.column(&Badge::code).type(Char{8});
    m.column(&Badge::state).server_default("3");
}

TEST_F(GeneratedValue, IsFoundByAKeyThatTheDatabasePads) {
    Registry::of<Badge>().create_all(engine());
    const auto badges = insert_many<Badge>([](int i) { return Badge{.code = "b" + std::to_string(i)}; });

    for (const Ref<Badge>& badge : badges) EXPECT_EQ(badge->state, 3);
}

}  // namespace
}  // namespace azoth::test
