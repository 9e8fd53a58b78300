// SPDX-License-Identifier: MIT
#include "azoth/compile/compiled.hpp"

#include <algorithm>

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct BindLists : Bookshop {
    Compiled compiled =
        generic_dialect().compile(*select(id).where(title == "a", pages.in({1}), id.not_in({1}), sold == true).node());

    std::string expanded(std::vector<std::size_t> sizes) const {
        return compile::expand(compiled, generic_dialect(), sizes);
    }
    std::vector<std::size_t> padded(std::vector<std::size_t> sizes) const {
        const std::vector<Value> values(*std::max_element(sizes.begin(), sizes.end()), Value(1));
        std::vector<compile::LateValues> late;
        for (const std::size_t size : sizes) late.push_back({std::span(values).first(size), false});
        return compile::padded_list_sizes(compiled, generic_dialect(), late);
    }
};

TEST_F(BindLists, AreNumberedInTheFinalText) {
    EXPECT_EQ(expanded({2, 1}),
              "SELECT books.id FROM books WHERE books.title = :param_1 AND books.pages IN (:param_2, :param_3) "
              "AND (books.id NOT IN (:param_4)) AND books.sold = :param_5");
    EXPECT_EQ(compiled.sql, expanded({1, 1}));
}

TEST_F(BindLists, RenderEmptyListsAsConditionsThatHold) {
    EXPECT_EQ(expanded({0, 0}),
              "SELECT books.id FROM books WHERE books.title = :param_1 AND books.pages IN (NULL) AND (1 != 1) "
              "AND (books.id NOT IN (NULL) OR (1 = 1)) AND books.sold = :param_2");
}

TEST_F(BindLists, AreRoundedUpSoThatFewStatementsExist) {
    EXPECT_EQ(padded({0, 1}), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(padded({3, 5}), (std::vector<std::size_t>{4, 8}));
    EXPECT_EQ(padded({1000, 1024}), (std::vector<std::size_t>{1024, 1024}));
    EXPECT_EQ(padded({1025, 5000}), (std::vector<std::size_t>{2048, 5120}));
    EXPECT_EQ(expanded({3, 1}), expanded({4, 1}));
}

TEST_F(BindLists, AreNotRoundedBeyondWhatTheDatabaseTakes) {
    EXPECT_EQ(padded({32700, 1}), (std::vector<std::size_t>{32700, 1}));
}

TEST_F(BindLists, AreRefusedWhenTheyAreTooLong) {
    expect_error<CompileError>("too_many_parameters", "40003 parameters", [&] { expanded({40000, 1}); });
}

TEST_F(BindLists, SayTheTypeOfEachPlaceholder) {
    std::vector<ParameterType> types;
    compile::expand(compiled, generic_dialect(), std::vector<std::size_t>{2, 1}, &types);

    EXPECT_EQ(types,
              (std::vector<ParameterType>{TypeKind::String, TypeKind::Integer, TypeKind::Integer, TypeKind::BigInteger,
                                  TypeKind::Boolean}));
}

}  // namespace
}  // namespace azoth::test
