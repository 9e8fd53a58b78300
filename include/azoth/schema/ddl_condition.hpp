// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/base/node_ptr.hpp"

namespace azoth {

class Dialect;

/// On which databases something of the schema exists: `ddl_if("postgresql")`, `ddl_if({"sqlite", "mysql"})`, or
/// a function of the Dialect (`azoth/compile/dialect.hpp`).
class DdlCondition {
public:
    DdlCondition() = default;  ///< everywhere
    DdlCondition(const char* dialect);
    DdlCondition(std::string dialect);
    DdlCondition(std::initializer_list<std::string> dialects);
    template <std::predicate<const Dialect&> Test>
    DdlCondition(Test test) : test_(make_node<const TestOf<Test>>(std::move(test))) {}

    const std::vector<std::string>& dialects() const { return dialects_; }
    /// What the function says; true without one.
    bool test(const Dialect& dialect) const { return !test_ || test_->call(dialect); }

private:
    struct AnyTest : Counted {
        virtual bool call(const Dialect& dialect) const = 0;
    };
    template <class Test>
    struct TestOf final : AnyTest {
        explicit TestOf(Test given) : test(std::move(given)) {}
        bool call(const Dialect& dialect) const override { return test(dialect); }
        Test test;
    };

    std::vector<std::string> dialects_;
    NodePtr<const AnyTest> test_;
};

}  // namespace azoth
