// SPDX-License-Identifier: MIT
// A Registry gives C++ types other SQL types.
#include <cstdint>
#include <optional>
#include <string>

#include "azoth/azoth.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Place {
    std::string street;
    std::optional<std::string> floor;
};

struct Letter {
    std::int64_t id = 0;
    std::string subject;
    std::optional<std::string> note;
    std::string body;
    Place from;
    std::optional<Place> to;
    int pages = 0;
};
void mapping(Mapper<Letter>& m) {
    m.table("letters");
    m.columns<&Letter::id, &Letter::subject, &Letter::note, &Letter::body, &Letter::pages>();
    m.composite<&Letter::from>().columns<&Place::street, &Place::floor>();
    m.composite<&Letter::to>().columns<&Place::street, &Place::floor>();
    m.primary_key(&Letter::id);
    m.column(&Letter::body).type(Text{});
    m.check(m.c(&Letter::subject) != "");
}

struct Stamp {
    std::string code;
};
void mapping(Mapper<Stamp>& m) {
    m.table("stamps");
    m.columns<&Stamp::code>();
    m.primary_key(&Stamp::code);
}

const RegistryOptions kShortTexts{.types = {column_type<std::string>(String{80})}};

TEST(ColumnTypes, OfARegistryHoldForMembersOfTheTypeAndOfOptionals) {
    Registry::of<Letter>(kShortTexts);
    const auto columns = inspect<Letter>().columns;
    EXPECT_EQ(columns[0].type, BigInteger{});
    EXPECT_EQ(columns[1].type, String{80});
    EXPECT_EQ(columns[2].type, String{80});
    EXPECT_EQ(columns[3].type, Text{});
    EXPECT_EQ(columns[4].type, Integer{});
    for (std::size_t part = 5; part < columns.size(); ++part) EXPECT_EQ(columns[part].type, String{80}) << part;
    EXPECT_EQ(c(&Letter::subject).node()->type(), String{80});
}

TEST(ColumnTypes, AreGivenOnceAndBeforeTheClassIsUsed) {
    Registry::of<Letter>(kShortTexts);
    Registry::of<Letter>(kShortTexts);
    Registry::of<Letter>();
    expect_error<MappingError>(
        "late_options", "Letter is in use already, with other types in RegistryOptions: std::string as String(80)",
        [] { Registry::of<Letter>({.types = {column_type<std::string>(String{90})}}); });
    Registry::of<Stamp>();
    expect_error<MappingError>("late_options", "Stamp is in use already, without these types",
                               [] { Registry::of<Stamp>(kShortTexts); });
}

struct Sender {
    std::int64_t id = 0;
    std::string name;
};
void mapping(Mapper<Sender>& m) {
    m.table("senders");
    m.columns<&Sender::id, &Sender::name>();
    m.primary_key(&Sender::id);
}

struct SenderName {
    std::int64_t id = 0;
    std::string name;
    std::string initial;
};
void mapping(Mapper<SenderName>& m) {
    m.table(select(&Sender::id, &Sender::name, c(&Sender::name).label("initial")).subquery("sender_names"));
    m.columns<&SenderName::id, &SenderName::name, &SenderName::initial>();
    m.primary_key(&SenderName::id);
}

struct Parcel {
    std::int64_t id = 0;
    std::string kind;
};
struct Crate : Parcel {
    std::string wood;
};
void mapping(Mapper<Parcel>& m) {
    m.table("parcels");
    m.columns<&Parcel::id, &Parcel::kind>();
    m.primary_key(&Parcel::id);
    m.polymorphic_on(&Parcel::kind, "parcel");
}
void mapping(Mapper<Crate>& m) {
    m.inherits<Parcel>("crate");
    m.columns<&Crate::wood>();
}

TEST(ColumnTypes, OfARegistryAreThoseOfItsClassesAlone) {
    Registry::of<SenderName>(kShortTexts);
    EXPECT_EQ(inspect<Sender>().columns[1].type, String{}) << "it is built for the query, and in no Registry";
}

TEST(ColumnTypes, OfARegistryAreThoseOfTheBasesOfItsClasses) {
    Registry::of<Crate>(kShortTexts);
    EXPECT_EQ(inspect<Parcel>().columns[1].type, String{80});
    EXPECT_EQ(c(&Crate::wood).node()->type(), String{80});
}

}  // namespace
}  // namespace azoth::test
