// SPDX-License-Identifier: MIT
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "azoth/engine/url.hpp"
#include "azoth/types/value.hpp"
#include "dialects/mysql/compiler.hpp"
#include "dialects/mysql/driver.hpp"
#include "support/test_server.hpp"

namespace azoth::mysql::test {
namespace {

/// Literals as a server reads them in a session of its mode.
class MysqlLiterals : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        const auto url = azoth::test::test_server_url("mysql");
        if (!url) GTEST_SKIP() << azoth::test::no_test_server("mysql");
        connection_ = connect_mysql(parse_url(*url), {});
        connection_->run("SET sql_mode = '" + GetParam() + "'");
    }
    std::string read_back(const std::string& text) {
        std::string sql = "SELECT ";
        mariadb_.write_literal(sql, ValueView::text(text));
        const auto cursor = connection_->execute({.sql = sql}, {});
        return std::string(cursor->next()[0].as_text());
    }

private:
    const MysqlDialect mariadb_{{Product::Family::Mariadb, 101105}};
    std::unique_ptr<driver::Connection> connection_;
};

TEST_P(MysqlLiterals, MeanTheSameText) {
    for (const std::string text :
         {"plain", "It's", R"(a\b)", R"(\)", R"(\')", R"(\' OR 1 = 1 -- )", "\n\x1a", "%_", "ü😀"})
        EXPECT_EQ(read_back(text), text);
    EXPECT_EQ(read_back(std::string("a\0b", 3)), std::string("a\0b", 3));
}

INSTANTIATE_TEST_SUITE_P(, MysqlLiterals,
                         testing::Values("", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "STRICT_ALL_TABLES"),
                         [](const auto& mode) { return mode.param.empty() ? "Default" : mode.param; });

}  // namespace
}  // namespace azoth::mysql::test
