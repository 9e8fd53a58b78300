// SPDX-License-Identifier: MIT
// Each class of a C++ hierarchy with a table of its own, which has all columns.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

struct Vehicle {
    std::int64_t id = 0;
    std::string name;
    virtual ~Vehicle() = default;
};
struct Lorry : Vehicle {
    int load = 0;
};

void mapping(Mapper<Vehicle>& m) {
    m.table("mc_vehicles");
    m.columns<&Vehicle::id, &Vehicle::name>();
    m.primary_key(&Vehicle::id);
}
void mapping(Mapper<Lorry>& m) {
    m.table("mc_lorries");
    m.columns<&Lorry::id, &Lorry::name, &Lorry::load>();
    m.primary_key(&Lorry::id);
}

using MappedConcrete = BackendTest;

TEST_F(MappedConcrete, TablesHaveAllColumnsAndRowsOfTheirOwn) {
    Registry::of<Vehicle, Lorry>().create_all(engine());
    Session session(engine());
    Vehicle bicycle;
    bicycle.name = "bicycle";
    session.add(std::move(bicycle));
    Lorry lorry;
    lorry.name = "lorry";
    lorry.load = 7;
    session.add(std::move(lorry));
    session.commit();
    session.expunge_all();
    EXPECT_EQ(session.query<Vehicle>().one()->name, "bicycle");
    const Ref<Lorry> found = session.scalars(select<Lorry>().where(c<Lorry>(&Lorry::name) == "lorry")).one();
    EXPECT_EQ(found->load, 7);
    EXPECT_TRUE(session.get<Lorry>(1));
    EXPECT_TRUE(session.get<Vehicle>(1));
}

}  // namespace
}  // namespace azoth::test
