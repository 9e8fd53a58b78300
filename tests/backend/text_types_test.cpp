// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "azoth/types/standard_types.hpp"
#include "support/type_round_trip.hpp"

namespace azoth::test {
namespace {

struct TextTypes : TypeRoundTrip {
    static Bytes all_bytes() {
        Bytes all;
        for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::byte>(i));
        return all;
    }
};

TEST_F(TextTypes, KeepTexts) {
    expect_same<std::string>(String{100},
                             {"", " ", "it's \"quoted\" \\ 100%", "Ångström \U0001F600 \u4E2D\u6587", "a\nb\tc"});
    expect_same<std::string>(Text{}, {"", std::string(60'000, 'x'), "\U0001F600"});
    expect_same<std::string>({"", "null", "NULL", std::string(100, 'y')});
}

TEST_F(TextTypes, KeepTextsOfEverySize) {
    expect_same<std::string>(Text{255}, {"", std::string(255, 'x')});
    expect_same<std::string>(Text{65'535}, {std::string(65'535, 'x')});
    expect_same<std::string>(Text{16'777'215}, {std::string(1'000'000, 'x')});
    expect_same<std::string>(Unicode{20}, {"\u4E2D\u6587"});
    expect_same<std::string>(UnicodeText{}, {"\u4E2D\u6587"});
}

TEST_F(TextTypes, KeepTextsOfFixedLength) {
    expect_same<std::string>(Char{3}, {"abc", "\u4E2D\u6587\u4E2D"});
}

TEST_F(TextTypes, KeepBytes) {
    expect_same<Bytes>({{}, {std::byte{0}}, all_bytes(), Bytes(100'000, std::byte{0xff})});
    expect_same<Bytes>(LargeBinary{256}, {{}, all_bytes()});
    expect_same<Bytes>(LargeBinary{1'000'000}, {Bytes(200'000, std::byte{7})});
    expect_same<Bytes>(Binary{4}, {Bytes(4, std::byte{0}), Bytes(4, std::byte{0xff})});
}

TEST_F(TextTypes, TakeViewsOfTextAndBytes) {
    MetaData metadata;
    const Table table("viewed", metadata, Column("t", String{20}), Column("b", LargeBinary{}));
    create_all(metadata, engine());
    const std::array<std::byte, 2> bytes = {std::byte{1}, std::byte{0}};
    const std::string_view text = "viewed";
    Connection connection = engine().connect();
    const auto t = table.c<std::string>("t");
    const auto b = table.c<Bytes>("b");
    connection.execute(insert(table).values(t = text, b = std::span<const std::byte>(bytes)));

    EXPECT_EQ(connection.scalars(select(t).where(t == text && b == bytes)).one(), text);
}

TEST_F(TextTypes, KeepSetsAsTexts) {
    expect_same<std::string>(Set{{"red", "green", "it's"}}, {"", "red", "red,green,it's"});
}

}  // namespace
}  // namespace azoth::test
