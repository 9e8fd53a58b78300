// SPDX-License-Identifier: MIT
#include "azoth/types/cpp_type.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <vector>

#include "azoth/types/decimal.hpp"
#include "azoth/types/standard_types.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {

struct Celsius {
    double degrees = 0;
};

/// Cannot be made without a value, and is its own text.
class Isbn {
public:
    explicit Isbn(std::string text) : text_(std::move(text)) {}
    const std::string& text() const { return text_; }
    friend bool operator==(const Isbn&, const Isbn&) = default;

private:
    std::string text_;
};

/// Joined with commas on the way out, which makes a text that nobody else keeps.
struct Tags : std::vector<std::string> {
    using vector::vector;
};

/// Has a value of its own that stands for NULL.
struct Rating {
    int stars = -1;
    friend bool operator==(const Rating&, const Rating&) = default;
};

}  // namespace azoth::test

template <>
struct azoth::TypeTraits<azoth::test::Celsius> {
    using Storage = double;
    static Storage to_storage(test::Celsius celsius) { return celsius.degrees; }
    static test::Celsius from_storage(Storage degrees) { return {degrees}; }
    static SqlType sql_type() { return Float{}; }
};

template <>
struct azoth::TypeTraits<azoth::test::Isbn> {
    using Storage = std::string;
    static const Storage& to_storage(const test::Isbn& isbn) { return isbn.text(); }
    static test::Isbn from_storage(Storage text) { return test::Isbn(std::move(text)); }
};

template <>
struct azoth::TypeTraits<azoth::test::Tags> {
    using Storage = std::string;
    static Storage to_storage(const test::Tags& tags) {
        std::string text;
        for (const std::string& tag : tags) text += tag + ",";
        return text;
    }
    static test::Tags from_storage(const Storage& text) { return {text}; }
};

template <>
struct azoth::TypeTraits<azoth::test::Rating> {
    using Storage = std::optional<int>;
    static Storage to_storage(test::Rating rating) {
        return rating.stars < 0 ? std::nullopt : std::optional(rating.stars);
    }
    static test::Rating from_storage(Storage stars) { return {stars.value_or(-1)}; }
};

namespace azoth::test {
namespace {

TEST(UserType, IsStoredThroughAnother) {
    EXPECT_EQ(Value(Celsius{36.6}), Value(36.6));
    EXPECT_EQ(Value(36.6).as<Celsius>().degrees, 36.6);
}

TEST(UserType, MayChooseItsSqlType) {
    EXPECT_EQ(cpp_type<Celsius>().sql_type(), Float{});
    EXPECT_EQ(cpp_type<Isbn>().sql_type(), String{});
    EXPECT_EQ(cpp_type<std::optional<Celsius>>().sql_type(), Float{});
}

TEST(UserType, IsNamedInTheMessageAboutNull) {
    expect_error<DataError>("null_value", "make the member std::optional<azoth::test::Celsius>",
                            [] { Value().as<Celsius>(); });
}

TEST(UserType, NeedsNoDefaultConstructor) {
    EXPECT_EQ(Value("978-0").as<Isbn>(), Isbn("978-0"));
    EXPECT_EQ(Value("978-0").as<std::optional<Isbn>>(), Isbn("978-0"));
    EXPECT_EQ(Value().as<std::optional<Isbn>>(), std::nullopt);
}

TEST(UserType, NeedsNoEqualityWhenItsStorageHasOne) {
    const Celsius cold{-1};
    const Celsius warm{20};

    EXPECT_TRUE(cpp_type<Celsius>().equal(&cold, &cold));
    EXPECT_FALSE(cpp_type<Celsius>().equal(&cold, &warm));
}

TEST(UserType, BindsAPartOfItselfWithoutACopy) {
    const Isbn isbn("978-0-06-051275-5");
    Scratch scratch;

    EXPECT_EQ(cpp_type<Isbn>().view(&isbn, scratch).as_text().data(), isbn.text().data());
}

TEST(UserType, HasItsTextKeptUntilTheStatementHasRun) {
    const Tags tags{"anarchism", "physics"};
    Scratch scratch;
    const ValueView first = cpp_type<Tags>().view(&tags, scratch);
    for (int i = 0; i < 100; ++i) cpp_type<Tags>().view(&tags, scratch);

    EXPECT_EQ(first, ValueView::text("anarchism,physics,"));
}

TEST(UserType, MayStandForNullItself) {
    EXPECT_TRUE(Value(Rating{}).is_null());
    EXPECT_EQ(Value(Rating{5}), Value(5));
    EXPECT_EQ(Value().as<Rating>(), Rating{});
    EXPECT_EQ(Value(5).as<Rating>(), Rating{5});
    EXPECT_TRUE(cpp_type<Rating>().is_nullable);
    EXPECT_EQ(cpp_type<Rating>().sql_type(), Integer{});
}

struct Unknown {};

TEST(SqlValue, IsFalseForATypeThatNobodyHasTaught) {
    EXPECT_FALSE(SqlValue<Unknown>);
    EXPECT_FALSE(SqlValue<int*>);
    EXPECT_FALSE(SqlValue<std::optional<std::optional<int>>>);
}

TEST(CppType, IsTheSameTableForEveryUseOfAType) {
    EXPECT_EQ(&cpp_type<int>(), &cpp_type<std::int32_t>());
    EXPECT_NE(&cpp_type<int>(), &cpp_type<std::optional<int>>());
}

TEST(CppType, KnowsSizeAndNullability) {
    EXPECT_EQ(cpp_type<std::int16_t>().size, 2U);
    EXPECT_FALSE(cpp_type<std::int16_t>().is_nullable);
    EXPECT_EQ(cpp_type<std::optional<std::string>>().size, sizeof(std::optional<std::string>));
    EXPECT_TRUE(cpp_type<std::optional<std::string>>().is_nullable);
}

TEST(CppType, NamesTheWaysToReadWithoutACall) {
    EXPECT_EQ(cpp_type<std::int16_t>().direct, DirectRead::Int16);
    EXPECT_EQ(cpp_type<std::int32_t>().direct, DirectRead::Int32);
    EXPECT_EQ(cpp_type<std::int64_t>().direct, DirectRead::Int64);
    EXPECT_EQ(cpp_type<long long>().direct, DirectRead::Int64);
    EXPECT_EQ(cpp_type<bool>().direct, DirectRead::Bool);
    EXPECT_EQ(cpp_type<double>().direct, DirectRead::Double);
    EXPECT_EQ(cpp_type<std::string>().direct, DirectRead::String);
    EXPECT_EQ(cpp_type<std::optional<std::string>>().direct, DirectRead::OptionalString);
    EXPECT_EQ(cpp_type<std::optional<std::int32_t>>().direct, DirectRead::OptionalInt32);
}

TEST(CppType, LeavesTheRestToItsTable) {
    EXPECT_EQ(cpp_type<std::uint32_t>().direct, DirectRead::None);
    EXPECT_EQ(cpp_type<std::uint64_t>().direct, DirectRead::None);
    EXPECT_EQ(cpp_type<float>().direct, DirectRead::None);
    EXPECT_EQ(cpp_type<std::optional<bool>>().direct, DirectRead::None);
    EXPECT_EQ(cpp_type<Celsius>().direct, DirectRead::None);
    EXPECT_EQ(cpp_type<Isbn>().direct, DirectRead::None);
}

TEST(CppType, ReadsIntoAnObject) {
    int number = 0;
    std::optional<std::string> text = "before";

    cpp_type<int>().read(ValueView::int64(42), &number);
    cpp_type<std::optional<std::string>>().read(ValueView::text("after"), &text);

    EXPECT_EQ(number, 42);
    EXPECT_EQ(text, "after");
}

TEST(CppType, EmptiesAnOptionalForNull) {
    std::optional<int> number = 42;

    cpp_type<std::optional<int>>().read(ValueView(), &number);

    EXPECT_EQ(number, std::nullopt);
}

TEST(CppType, LeavesAnEmptyOptionalEmptyWhenTheValueDoesNotFit) {
    std::optional<int> number;

    EXPECT_THROW(cpp_type<std::optional<int>>().read(ValueView::text("abc"), &number), DataError);
    EXPECT_EQ(number, std::nullopt);
}

TEST(CppType, CopiesAndDestroysAnObjectInRawMemory) {
    using Text = std::optional<std::string>;
    const Text original = "a text that is too long for the object itself";
    alignas(Text) std::array<std::byte, sizeof(Text)> memory{};
    const CppType& type = cpp_type<Text>();

    type.copy_construct(memory.data(), &original);
    EXPECT_TRUE(type.equal(memory.data(), &original));
    const Text other;
    type.assign(memory.data(), &other);
    EXPECT_TRUE(type.equal(memory.data(), &other));
    type.destroy(memory.data());
}

TEST(Scratch, KeepsTextsWhereTheyAre) {
    Scratch scratch;
    const std::string_view first = scratch.keep("short");
    for (int i = 0; i < 1000; ++i) scratch.keep(std::to_string(i));

    EXPECT_EQ(first, "short");
}

}  // namespace
}  // namespace azoth::test
