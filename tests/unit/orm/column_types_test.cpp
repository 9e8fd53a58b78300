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
    expect_error<MappingError>("late_options", "Letter is in use already, without these types",
                               [] { Registry::of<Letter>({.types = {column_type<std::string>(String{90})}}); });
    Registry::of<Stamp>();
    expect_error<MappingError>("late_options", "Stamp is in use already, without these types",
                               [] { Registry::of<Stamp>(kShortTexts); });
}

}  // namespace
}  // namespace azoth::test
