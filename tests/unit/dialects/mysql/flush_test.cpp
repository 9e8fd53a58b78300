// SPDX-License-Identifier: MIT
// What a flush does where INSERT has no RETURNING.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "support/expect_error.hpp"
#include "support/fake_backend.hpp"

namespace azoth::test {
namespace {

struct Box {
    std::int64_t id = 0;
    std::optional<std::string> label;
    int area = 0;
};
void mapping(Mapper<Box>& m) {
    m.table("boxes");
    m.columns<&Box::id, &Box::label, &Box::area>();
    m.primary_key(&Box::id);
    m.column(&Box::label).type(String{20}).server_default("'none'");
    m.column(&Box::area).computed("6 * 7");
}

struct Coupon {
    std::string code;
};
void mapping(Mapper<Coupon>& m) {
    m.table("coupons");
    m.columns<&Coupon::code>();
    m.primary_key(&Coupon::code);
    m.column(&Coupon::code).type(String{20}).server_default("uuid()");
}

/// A MySQL 8 that answers as it was told.
class Mysql8 final : public Backend {
public:
    explicit Mysql8(FakeServer& server) : server_(server) {}

    std::vector<std::string> names() const override { return {"fake_mysql"}; }
    const Dialect& dialect(const driver::ServerInfo*) const override {
        static const driver::ServerInfo kServer{"MySQL", 80036};
        return find_backend("mysql").dialect(&kServer);
    }
    std::unique_ptr<driver::Connection> connect(const Url&, const driver::ConnectSettings&) const override {
        return std::make_unique<FakeConnection>(server_);
    }
    bool is_private_to_connection(const Url&) const override { return false; }

private:
    FakeServer& server_;
};

struct Mysql8Flush : testing::Test {
    /// What was asked, without transaction control.
    std::vector<std::string> asked() const {
        std::vector<std::string> all;
        for (const std::string& sql : server.statements())
            if (sql.starts_with("INSERT") || sql.starts_with("SELECT boxes")) all.push_back(sql);
        return all;
    }

    FakeServer server;
    const Mysql8 backend{server};
    const Engine engine = create_engine(Url{}, backend);
};

TEST_F(Mysql8Flush, SelectsWhatTheDatabaseHasGivenToANewRow) {
    server.answer("INSERT INTO boxes () VALUES ()", {.affected = 1, .last_insert_id = 7});
    server.answer("SELECT boxes.id, boxes.label, boxes.area FROM boxes WHERE boxes.id IN (?)",
                  {.columns = {"id", "label", "area"}, .rows = {{7, "none", 42}}});
    Session session(engine);
    const Ref<Box> box = session.add(Box{});
    session.flush();

    EXPECT_EQ(box->id, 7);
    EXPECT_EQ(box->label, "none");
    EXPECT_EQ(box->area, 42);
}

TEST_F(Mysql8Flush, SelectsOnceForABatchAndInAnyOrder) {
    server.answer("SELECT boxes.id, boxes.area FROM boxes WHERE boxes.id IN (?, ?)",
                  {.columns = {"id", "area"}, .rows = {{2, 20}, {1, 10}}});
    Session session(engine);
    const Ref<Box> one = session.add(Box{.id = 1, .label = "a"});
    const Ref<Box> two = session.add(Box{.id = 2, .label = "b"});
    session.flush();

    EXPECT_EQ(asked(), (std::vector<std::string>{
                           "INSERT INTO boxes (id, label) VALUES (?, ?) (1, 'a', 2, 'b')",
                           "SELECT boxes.id, boxes.area FROM boxes WHERE boxes.id IN (?, ?) (1, 2)"}));
    EXPECT_EQ(one->area, 10);
    EXPECT_EQ(two->area, 20);
}

TEST_F(Mysql8Flush, ReportsARowThatIsNotThereAfterwards) {
    Session session(engine);
    session.add(Box{.id = 1, .label = "a"});

    expect_error<DatabaseError>("wrong_row_count", "1 rows of Box were written, but the database returned 1 rows less",
                                [&] { session.flush(); });
}

TEST_F(Mysql8Flush, RefusesAKeyThatTheDatabaseWouldKeepToItself) {
    Session session(engine);
    session.add(Coupon{});

    expect_error<CompileError>("unsupported", "mysql does not tell the key that it has given to a row of Coupon",
                               [&] { session.flush(); });
}

}  // namespace
}  // namespace azoth::test
