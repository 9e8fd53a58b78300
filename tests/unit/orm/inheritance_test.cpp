// SPDX-License-Identifier: MIT
#include <cstdint>
#include <string>

#include "azoth/azoth.hpp"
#include "azoth/orm/class_map.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

/// A hierarchy that is as it should be.
struct Animal {
    std::int64_t id = 0;
    std::int32_t kind = 0;
};
struct Dog : Animal {
    std::string collar;
};
void mapping(Mapper<Animal>& m) {
    m.table("animals");
    m.columns<&Animal::id, &Animal::kind>();
    m.primary_key(&Animal::id);
    m.polymorphic_on(&Animal::kind, 1);
}
void mapping(Mapper<Dog>& m) {
    m.inherits<Animal>(2);
    m.columns<&Dog::collar>();
    m.column(&Dog::collar).unique();
}

TEST(Inheritance, ColumnsOfASubclassAllowNullInTheTableOfItsBase) {
    const Registry registry = Registry::of<Animal, Dog>();

    ASSERT_EQ(registry.metadata().sorted_tables().size(), 1U);
    const TableDefinition& table = orm::class_map<Dog>().definition();
    EXPECT_EQ(&table, &orm::class_map<Animal>().definition());
    EXPECT_TRUE(table.find_definition("collar")->is_nullable());
    EXPECT_FALSE(table.find_definition("kind")->is_nullable());
    EXPECT_TRUE(table.find_definition("collar")->is_unique());
}

TEST(Inheritance, ARefToASubclassIsARefToItsBase) {
    static_assert(std::is_convertible_v<Ref<Dog>, Ref<Animal>>);
    static_assert(std::is_convertible_v<Ref<Dog>, Ref<const Animal>>);
    static_assert(!std::is_convertible_v<Ref<Animal>, Ref<Dog>>);
    static_assert(!std::is_convertible_v<Ref<const Dog>, Ref<Animal>>);
    EXPECT_FALSE(Ref<Animal>().as<Dog>());
}

// Each mistake has classes of its own: a map is built once.

struct Plain {
    std::int64_t id = 0;
};
struct OfPlain : Plain {};
void mapping(Mapper<Plain>& m) {
    m.table("plain");
    m.columns<&Plain::id>();
    m.primary_key(&Plain::id);
}
void mapping(Mapper<OfPlain>& m) {
    m.inherits<Plain>("sub");
}

TEST(Inheritance, ABaseWithoutADiscriminatorIsAnError) {
    expect_error<MappingError>("no_discriminator", "add m.polymorphic_on(&Plain::kind, \"...\") to it",
                               [] { Registry::of<Plain, OfPlain>(); });
}

struct Twin : Animal {};
void mapping(Mapper<Twin>& m) {
    m.inherits<Animal>(2);
}

TEST(Inheritance, TwoClassesWithOneIdentityAreAnError) {
    expect_error<MappingError>("duplicate_identity", "Dog and Twin have the same value 2",
                               [] { Registry::of<Animal, Dog, Twin>(); });
}

struct Virtual : Animal {
    virtual ~Virtual() = default;
};
void mapping(Mapper<Virtual>& m) {
    m.inherits<Animal>(3);
}

TEST(Inheritance, ABaseThatDoesNotStandFirstIsAnError) {
    expect_error<MappingError>("base_not_first", "a Virtual does not begin with its Animal",
                               [] { Registry::of<Animal, Virtual>(); });
}

struct WithKey : Animal {
    std::int64_t number = 0;
};
void mapping(Mapper<WithKey>& m) {
    m.inherits<Animal>(4);
    m.columns<&WithKey::number>();
    m.primary_key(&WithKey::number);
}

TEST(Inheritance, AKeyOfItsOwnIsAnError) {
    expect_error<MappingError>("inherited_key", "leave m.primary_key(...) out of mapping(Mapper<WithKey>&)",
                               [] { Registry::of<Animal, WithKey>(); });
}

struct Repeated : Animal {};
void mapping(Mapper<Repeated>& m) {
    m.inherits<Animal>(5);
    m.columns<&Repeated::kind>();
}

TEST(Inheritance, AColumnOfTheBaseNamedAgainIsAnError) {
    expect_error<MappingError>("duplicate_member", "name only members of Repeated itself",
                               [] { Registry::of<Animal, Repeated>(); });
}

struct Cat : Animal {
    std::string collar;
};
void mapping(Mapper<Cat>& m) {
    m.inherits<Animal>(6);
    m.columns<&Cat::collar>();
}

TEST(Inheritance, AColumnThatAnotherSubclassHasIsAnErrorWithAdvice) {
    expect_error<MappingError>("duplicate_column", "m.column(&Cat::collar).name(\"...\")",
                               [] { Registry::of<Animal, Dog, Cat>(); });
}

struct Wordy : Animal {};
void mapping(Mapper<Wordy>& m) {
    m.inherits<Animal>("wordy");
}

TEST(Inheritance, AnIdentityOfAnotherTypeIsAnError) {
    expect_error<MappingError>("bad_identity", "the value 'wordy' of Wordy does not fit",
                               [] { Registry::of<Animal, Wordy>(); });
}

struct Second : Animal {};
void mapping(Mapper<Second>& m) {
    m.inherits<Animal>(7);
    m.polymorphic_on(&Animal::kind, 7);
}

TEST(Inheritance, ASecondDiscriminatorIsAnError) {
    expect_error<MappingError>("second_discriminator", "give the value for Second in m.inherits<Animal>(...)",
                               [] { Registry::of<Animal, Second>(); });
}

struct Plant {
    std::int64_t id = 0;
    std::int32_t kind = 0;
};
struct Tree : Plant {
    double height = 0;
};
struct Flower : Plant {
    std::string colour;
};
void mapping(Mapper<Plant>& m) {
    m.table("plants");
    m.columns<&Plant::id, &Plant::kind>();
    m.primary_key(&Plant::id);
    m.polymorphic_on(&Plant::kind, 1);
}
void mapping(Mapper<Tree>& m) {
    m.inherits<Plant>(2);
    m.columns<&Tree::height>();
}
void mapping(Mapper<Flower>& m) {
    m.inherits<Plant>(3);
    m.table("flowers");
    m.columns<&Flower::colour>();
}

TEST(Inheritance, ASubclassIsTooLateForATableThatIsInUse) {
    const Registry registry = Registry::of<Plant>();

    expect_error<MappingError>(
        "late_subclass", "name Tree where Plant is used first, Registry::of<Plant, Tree, ...>(), or give Tree a table",
        [] { Registry::of<Plant, Tree>(); });
    EXPECT_EQ(orm::class_map<Plant>().definition().find_definition("height"), nullptr);
}

TEST(Inheritance, ASubclassWithATableOfItsOwnMayComeLater) {
    const Registry registry = Registry::of<Plant>();

    const Registry whole = Registry::of<Plant, Flower>();

    EXPECT_EQ(whole.metadata().sorted_tables().size(), 2U);
}

struct Heavy {
    std::int64_t id = 0;
    std::int32_t kind = 0;
    std::string scan;
};
void mapping(Mapper<Heavy>& m) {
    m.table("heavy");
    m.columns<&Heavy::id, &Heavy::kind, &Heavy::scan>();
    m.primary_key(&Heavy::id);
    m.polymorphic_on(&Heavy::kind, 1);
    m.column(&Heavy::scan).deferred();
}

struct Heavier : Heavy {
    std::string film;
    std::string title;
};
void mapping(Mapper<Heavier>& m) {
    m.inherits<Heavy>(2);
    m.columns<&Heavier::film>();
    m.column_property<&Heavier::title>([] { return c(&Heavy::scan) + c(&Heavier::film); });
}

TEST(Inheritance, MembersThatExpressionsComputeStandBehindTheColumnsOfAllTables) {
    Registry::of<Heavy, Heavier>();

    const ClassInfo info = inspect<Heavier>();

    ASSERT_EQ(info.columns.size(), 5U);
    EXPECT_TRUE(info.columns[2].is_deferred);
    EXPECT_EQ(info.columns[3].column, "film");
    EXPECT_TRUE(info.columns[4].is_expression);
}

struct Seen {
    std::int64_t id = 0;
    std::int32_t kind = 0;
};
void mapping(Mapper<Seen>& m) {
    m.view("seen");
    m.columns<&Seen::id, &Seen::kind>();
    m.primary_key(&Seen::id);
    m.polymorphic_on(&Seen::kind, 1);
}

TEST(Inheritance, AViewIsAnError) {
    expect_error<MappingError>("existing_in_hierarchy", "mapping() of Seen names a view", [] { Registry::of<Seen>(); });
}

TEST(Inheritance, InspectNamesMembersAndColumnsOfEveryTable) {
    Registry::of<Plant, Flower>();

    const ClassInfo info = inspect<Flower>();

    ASSERT_EQ(info.columns.size(), 3U);
    EXPECT_EQ(info.columns[1].column, "kind");
    EXPECT_EQ(info.columns[2].member, "colour");
    EXPECT_EQ(info.columns[2].column, "colour");
}

TEST(Inheritance, AllMistakesAreInOneMessage) {
    expect_error<MappingError>("bad_mappings", "2 mistakes in the mappings",
                               [] { Registry::of<Animal, Second, Wordy>(); });
}

}  // namespace
}  // namespace azoth::test
