// SPDX-License-Identifier: MIT
// What is wrong with the form of a class is said when it is mapped.
#include <cstdint>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/orm/class_map.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Parcel {
    std::int64_t id = 0;
    std::vector<std::string*> notes;
};
void mapping(Mapper<Parcel>& m) {
    m.table("parcels");
    m.auto_columns();
    m.primary_key(&Parcel::id);
}

TEST(MappedClass, AMemberThatCanBeNoColumnIsNotLeftOutSilently) {
    expect_error<MappingError>("unmapped_member", "leave it out: m.auto_columns_except<&Parcel::notes>()",
                               [] { orm::class_map<Parcel>(); });
}

struct Sealed {
    explicit Sealed(std::int64_t number) : id(number) {}
    std::int64_t id;
};
void mapping(Mapper<Sealed>& m) {
    m.table("sealed");
    m.columns<&Sealed::id>();
    m.primary_key(&Sealed::id);
}

TEST(MappedClass, AClassThatCannotBeMadeAsksForAFactory) {
    expect_error<MappingError>("no_constructor", "add m.factory<[] { return Sealed(...); }>() to its mapping()",
                               [] { orm::class_map<Sealed>(); });
}

struct Point {
    int x = 0;
    int y = 0;
};
struct Pin {
    std::int64_t id = 0;
    Point place;
    Point unmapped;
};
void mapping(Mapper<Pin>& m) {
    m.table("pins");
    m.columns<&Pin::id>();
    m.primary_key(&Pin::id);
    m.composite<&Pin::place>();
}

TEST(MappedClass, ACompositeWithoutColumnsIsAnError) {
    expect_error<MappingError>("unmapped_member", "add .columns<...>() to m.composite<&Pin::place>()",
                               [] { orm::class_map<Pin>(); });
}

struct Flag {
    std::int64_t id = 0;
    Point place;
    Point unmapped;
};
void mapping(Mapper<Flag>& m) {
    m.table("flags");
    m.auto_columns_except<&Flag::unmapped>();
    m.primary_key(&Flag::id);
    m.composite<&Flag::place>().columns<&Point::x>();
}

TEST(MappedClass, AStructThatIsNoCompositeCannotBeCompared) {
    expect_error<MappingError>("unmapped_member", "map it with m.composite<&Flag::...>()",
                               [] { c(&Flag::unmapped) == Point{}; });
    expect_error<MappingError>("unmapped_member", "Flag has no mapped column of type int",
                               [] { c(&Flag::place, &Point::y); });
}

}  // namespace
}  // namespace azoth::test
