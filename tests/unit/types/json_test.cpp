// SPDX-License-Identifier: MIT
#include "azoth/types/json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "azoth/types/standard_types.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using nlohmann::json;

TEST(Json, KeepsADocument) {
    const json document = {{"title", "The \u20ac Dispossessed"}, {"pages", 387}, {"tags", {"sf", nullptr, 1.5, true}}};

    EXPECT_EQ(Value(document).as<json>(), document);
}

TEST(Json, TravelsAsItsText) {
    const json document = {{"pages", 387}};
    Scratch scratch;
    const ValueView view = cpp_type<json>().view(&document, scratch);

    EXPECT_EQ(view.kind(), ValueKind::Json);
    EXPECT_EQ(view.as_text(), R"({"pages":387})");
}

TEST(Json, TellsItsOwnNullFromThatOfSql) {
    EXPECT_EQ(Value(json(nullptr)).view().as_text(), "null");
    EXPECT_EQ(Value(std::optional<json>(json(nullptr))).as<std::optional<json>>(), json(nullptr));
    EXPECT_EQ(Value().as<std::optional<json>>(), std::nullopt);
    expect_error<DataError>("null_value", "std::optional<nlohmann::json>", [] { Value().as<json>(); });
}

TEST(Json, IsReadFromText) {
    EXPECT_EQ(Value("[1, 2]").as<json>(), json({1, 2}));
}

TEST(Json, RefusesTextThatIsNotJson) {
    expect_error<DataError>("bad_json", "'{\"pages\":' is not JSON: ", [] { Value("{\"pages\":").as<json>(); });
    expect_error<DataError>("bad_json", "'' is not JSON: ", [] { Value("").as<json>(); });
}

TEST(Json, RefusesInvalidUtf8InBothDirections) {
    expect_error<DataError>("bad_json", "cannot write a JSON value: ", [] { Value(json("\xff")); });
    expect_error<DataError>("bad_json", "is not JSON: ", [] { Value("\"\xff\"").as<json>(); });
}

TEST(Json, RefusesOtherKinds) {
    expect_error<DataError>("wrong_type", "cannot read the integer 5 as nlohmann::json", [] { Value(5).as<json>(); });
}

TEST(Json, ReadsADeeplyNestedDocument) {
    const std::string text = std::string(100'000, '[') + std::string(100'000, ']');

    EXPECT_TRUE(Value(text).as<json>().is_array());
}

TEST(Json, IsAJsonColumn) {
    EXPECT_EQ(cpp_type<json>().sql_type(), Json{});
}

}  // namespace
}  // namespace azoth::test
