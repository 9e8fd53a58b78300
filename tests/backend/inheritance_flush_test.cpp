// SPDX-License-Identifier: MIT
// The flush of hierarchies: what is done once for an object, and what for each of its tables.
#include <chrono>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

using Calls = std::vector<std::string>;
Calls calls;

// In one table.

/// Without hooks.
struct Pet {
    std::int64_t id = 0;
    std::string name;
    std::string kind;
};
struct Cat : Pet {};
struct Dog : Pet {
    std::optional<std::string> collar;
    std::optional<std::int64_t> mother_id;
    One<Dog> mother;
};

void mapping(Mapper<Pet>& m) {
    m.table("inhf_pets");
    m.columns<&Pet::id, &Pet::name, &Pet::kind>();
    m.primary_key(&Pet::id);
    m.column(&Pet::name).type(String{40});
    m.column(&Pet::kind).type(String{20});
    m.polymorphic_on(&Pet::kind, "pet");
}

void mapping(Mapper<Cat>& m) {
    m.inherits<Pet>("cat");
}

void mapping(Mapper<Dog>& m) {
    m.inherits<Pet>("dog");
    m.columns<&Dog::collar, &Dog::mother_id>();
    m.column(&Dog::collar).type(String{20});
    m.column(&Dog::mother_id).references(&Pet::id);
    m.relationship<&Dog::mother>();
    m.before_delete([](const Dog& dog) { calls.push_back("deletes " + dog.name); });
    m.after_delete([](const Dog& dog) { calls.push_back("deleted " + dog.name); });
}

class FlushOfOneTable : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Pet, Cat, Dog>().create_all(engine());
        calls.clear();
    }
    template <class T>
    static Ref<T> add(Session& session, std::string name) {
        T pet;
        pet.name = std::move(name);
        return session.add(std::move(pet));
    }
};

TEST_F(FlushOfOneTable, DeleteHooksAreThoseOfEachObjectsClass) {
    for (const bool is_cat_first : {true, false}) {
        Session session(engine());
        const Ref<Cat> tom = add<Cat>(session, "Tom");
        const Ref<Dog> rex = add<Dog>(session, "Rex");
        session.commit();
        calls.clear();
        if (is_cat_first) session.delete_(tom);
        session.delete_(rex);
        if (!is_cat_first) session.delete_(tom);
        session.commit();

        EXPECT_EQ(calls, (Calls{"deletes Rex", "deleted Rex"}));
    }
}

TEST_F(FlushOfOneTable, ACycleOfASubclassIsBrokenWhateverClassIsMetFirst) {
    for (const bool is_cat_first : {true, false}) {
        Session session(engine());
        const Ref<Cat> tom = add<Cat>(session, "Tom");
        Ref<Dog> rex = add<Dog>(session, "Rex");
        Ref<Dog> ace = add<Dog>(session, "Ace");
        session.flush();
        rex->mother = ace;
        ace->mother = rex;
        session.commit();
        if (is_cat_first) session.delete_(tom);
        session.delete_(rex);
        session.delete_(ace);
        if (!is_cat_first) session.delete_(tom);
        session.commit();

        EXPECT_EQ(session.query<Pet>().count(), 0);
    }
}

// In several tables.

struct Owner {
    std::int64_t id = 0;
    std::string name;
};

struct Place {
    std::string code;
    std::string name;
};

/// The key is not the first column.
struct Vehicle {
    std::string name;
    std::int64_t id = 0;
    std::string kind;
    std::chrono::sys_time<std::chrono::microseconds> changed;
    std::optional<std::string> place;
};

struct Truck : Vehicle {
    std::int32_t load = 0;
    std::int64_t owner_id = 0;
    One<Owner> owner;
};

struct Van : Vehicle {
    std::optional<std::string> state;
};

void mapping(Mapper<Owner>& m) {
    m.table("inhf_owners");
    m.columns<&Owner::id, &Owner::name>();
    m.primary_key(&Owner::id);
    m.column(&Owner::name).type(String{40});
}

void mapping(Mapper<Place>& m) {
    m.table("inhf_places");
    m.columns<&Place::code, &Place::name>();
    m.primary_key(&Place::code);
    m.column(&Place::code).type(String{20});
    m.column(&Place::name).type(String{40});
}

void mapping(Mapper<Vehicle>& m) {
    m.table("inhf_vehicles");
    m.columns<&Vehicle::name, &Vehicle::id, &Vehicle::kind, &Vehicle::changed, &Vehicle::place>();
    m.primary_key(&Vehicle::id);
    m.column(&Vehicle::name).type(String{40});
    m.column(&Vehicle::kind).type(String{20});
    m.column(&Vehicle::place)
        .type(String{20})
        .references(&Place::code, ReferentialAction::NoAction, ReferentialAction::Cascade);
    m.version_id(&Vehicle::changed);
    m.polymorphic_on(&Vehicle::kind, "vehicle");
}

void mapping(Mapper<Truck>& m) {
    m.inherits<Vehicle>("truck");
    m.table("inhf_trucks");
    m.columns<&Truck::load, &Truck::owner_id>();
    m.relationship<&Truck::owner>().foreign_key(&Truck::owner_id).references(&Owner::id);
    m.after_update([](const Truck& truck) { calls.push_back("updated " + truck.name); });
    m.before_delete([](const Truck& truck, Connection& connection) {
        auto rows = connection.execute(text("SELECT count(*) FROM inhf_trucks").columns<std::int64_t>());
        calls.push_back("deletes " + truck.name + " of " + std::to_string(std::get<0>(*rows.first())));
    });
}

void mapping(Mapper<Van>& m) {
    m.inherits<Vehicle>("van");
    m.table("inhf_vans");
    m.columns<&Van::state>();
    m.column(&Van::state).type(String{20}).fetched().server_default("'new'");
}

class FlushOfSeveralTables : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Owner, Place, Vehicle, Truck, Van>().create_all(engine());
        calls.clear();
    }
    template <class T = Truck>
    static Ref<T> add(Session& session, std::string name) {
        T vehicle;
        vehicle.name = std::move(name);
        return session.add(std::move(vehicle));
    }
};

TEST_F(FlushOfSeveralTables, TheVersionOfTheObjectIsThatOfItsRow) {
    Session session(engine());
    Ref<Truck> truck = add(session, "big");
    session.flush();
    const auto first = truck->changed;
    truck->load = 3;
    session.commit();
    truck->name = "huge";
    session.commit();

    EXPECT_GT(truck->changed, first);
    EXPECT_EQ(Session(engine()).query<Truck>().where(c(&Vehicle::name) == "huge").one()->load, 3);
}

TEST_F(FlushOfSeveralTables, ValuesOfTheDatabaseAreFoundByAKeyThatIsNotMappedFirst) {
    Session session(engine());
    const Ref<Van> big = add<Van>(session, "big");
    const Ref<Van> small = add<Van>(session, "small");
    session.flush();

    EXPECT_EQ(big->state, "new");
    EXPECT_EQ(small->state, "new");
}

TEST_F(FlushOfSeveralTables, AfterUpdateIsCalledOnceHoweverManyTablesHaveChanged) {
    Session session(engine());
    Ref<Truck> truck = add(session, "big");
    session.commit();
    truck->load = 3;
    session.commit();
    EXPECT_EQ(calls, Calls{"updated big"});
    truck->load = 4;
    truck->name = "huge";
    session.commit();

    EXPECT_EQ(calls, (Calls{"updated big", "updated huge"}));
}

TEST_F(FlushOfSeveralTables, AfterUpdateIsCalledForAnObjectBehindOneWithoutHooks) {
    Session session(engine());
    Ref<Vehicle> cart = add<Vehicle>(session, "cart");
    Ref<Truck> truck = add(session, "big");
    session.commit();
    cart->name = "sled";
    truck->name = "huge";
    session.commit();

    EXPECT_EQ(calls, Calls{"updated huge"});
}

TEST_F(FlushOfSeveralTables, BeforeDeleteIsCalledWhileAllRowsAreThere) {
    Session session(engine());
    const Ref<Truck> truck = add(session, "big");
    session.commit();
    session.delete_(truck);
    session.commit();

    EXPECT_EQ(calls, Calls{"deletes big of 1"});
}

TEST_F(FlushOfSeveralTables, ARowOfAFurtherTableComesAfterWhatItRefersToWithoutAConstraint) {
    Session session(engine());
    Ref<Truck> truck = add(session, "big");
    truck->owner = Owner{.name = "Ann"};
    session.commit();

    ASSERT_NE(truck->owner_id, 0);
    EXPECT_EQ(Session(engine()).query<Truck>().one()->owner_id, truck->owner->id);
}

TEST_F(FlushOfSeveralTables, AColumnOfTheBaseFollowsAChangedKeyInObjectsOfASubclass) {
    Session session(engine());
    Ref<Place> place = session.add(Place{.code = "it", .name = "Italy"});
    Ref<Truck> truck = add(session, "big");
    truck->place = "it";
    session.commit();
    EXPECT_EQ(truck->place, "it");
    place->code = "ita";
    session.flush();

    EXPECT_EQ(truck->place, "ita");
    truck->load = 3;
    session.commit();
    EXPECT_EQ(Session(engine()).query<Truck>().one()->place, "ita");
}

}  // namespace
}  // namespace azoth::test
