// SPDX-License-Identifier: MIT
// Classes mapped to what is in the database already, and formulas for objects and for SQL.
#include <cstdint>
#include <optional>
#include <string>

#include "azoth/azoth.hpp"
#include "azoth/schema/ddl.hpp"
#include "azoth/schema/view.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Crate {
    std::int64_t id = 0;
    std::string label;
    int width = 0;
    int height = 0;
};

void mapping(Mapper<Crate>& m) {
    m.table("mapx_crates");
    m.auto_columns();
    m.primary_key(&Crate::id);
}

struct LargeCrate {
    std::int64_t id = 0;
    std::string label;
    One<Crate> crate;
};

void mapping(Mapper<LargeCrate>& m) {
    m.view("mapx_large_crates");
    m.auto_columns();
    m.primary_key(&LargeCrate::id);
    m.column(&LargeCrate::id).references(&Crate::id);
    m.relationship<&LargeCrate::crate>();
}

MetaData& existing_metadata() {
    static MetaData metadata;
    return metadata;
}

const Table& existing_table() {
    static const Table table("mapx_users", existing_metadata(), Column("user_id", BigInteger{}).primary_key(),
                             Column("user_name", String{30}).not_null(), Column("born", Integer{}),
                             Column("rank", Integer{}).server_default(literal(5)));
    return table;
}

struct User {
    std::int64_t id = 0;
    std::string name;
    std::optional<int> rank;
};

void mapping(Mapper<User>& m) {
    m.table(existing_table());
    m.auto_columns();
    m.column(&User::id).name("user_id");
    m.column(&User::name).name("user_name");
}

const View& totals() {
    static const View view(
        "mapx_totals",
        select(c(&Crate::label).label("label"), func::count(&Crate::id).label("crates")).group_by(&Crate::label));
    return view;
}

struct Total {
    std::string label;
    std::int64_t crates = 0;
};

void mapping(Mapper<Total>& m) {
    m.view(totals());
    m.auto_columns();
    m.primary_key(&Total::label);
}

template <class It>
auto area(const It& it) {
    return member_of(it, &Crate::width) * member_of(it, &Crate::height);
}

class MappedView : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Crate, LargeCrate>().create_all(engine());
        Connection connection = engine().connect();
        connection.execute(text("CREATE VIEW mapx_large_crates AS SELECT id, label FROM mapx_crates WHERE width > 10"));
        connection.commit();
        Session session = open();
        session.add(Crate{.label = "small", .width = 2, .height = 3});
        session.add(Crate{.label = "large", .width = 20, .height = 30});
        session.commit();
    }
    Session open() { return Session(engine()); }
};

TEST_F(MappedView, IsReadLikeATableAndLeftAloneByCreateAll) {
    Session session = open();
    const Ref<LargeCrate> large = session.query<LargeCrate>().one();

    EXPECT_EQ(large->label, "large");
    EXPECT_EQ(large->crate->height, 30);
    EXPECT_EQ(session.get<LargeCrate>(large->id), large);
    Registry::of<Crate, LargeCrate>().create_all(engine());
}

TEST_F(MappedView, OfAQueryGivesItsColumns) {
    Connection connection = engine().connect();
    connection.execute(CreateView(totals()));
    connection.commit();

    EXPECT_EQ(open().get<Total>(std::string("large"))->crates, 1);
}

TEST_F(MappedView, IsNotWrittenTo) {
    Session session = open();
    Ref<LargeCrate> large = session.query<LargeCrate>().one();
    const char* const message = "a flush cannot write a LargeCrate: it is mapped to the view 'mapx_large_crates'";
    large->label = "huge";
    expect_error<MappingError>("read_only_class", message, [&] { session.flush(); });
    session.rollback();
    session.add(LargeCrate{.id = 77, .label = "new"});
    expect_error<MappingError>("read_only_class", message, [&] { session.flush(); });
    session.rollback();
    session.delete_(large);
    expect_error<MappingError>("read_only_class", message, [&] { session.flush(); });
    session.rollback();

    EXPECT_EQ(open().query<Crate>().count(), 2);
}

TEST_F(MappedView, ATableMadeAtRunTimeGivesItsColumnsAndKey) {
    Registry::of<User>().create_all(engine());
    {
        Session session = open();
        const Ref<User> user = session.add(User{.name = "sandy"});
        session.commit();
        EXPECT_NE(user->id, 0);
    }
    Session session = open();
    Ref<User> user = session.query<User>().where(existing_table()["user_name"] == "sandy").one();
    EXPECT_EQ(user->rank, 5);
    user->name = "sandra";
    session.commit();

    EXPECT_EQ(open().get<User>(std::as_const(user)->id)->name, "sandra");
    Registry::of<User>().drop_all(engine());
}

TEST_F(MappedView, AFormulaIsWrittenOnceForObjectsAndForSql) {
    Session session = open();
    const Ref<Crate> large =
        session.query<Crate>().where(area(columns_of<Crate>()) > 100).order_by(area(columns_of<Crate>())).one();

    EXPECT_EQ(area(large), 600);
    EXPECT_EQ(area(*large), 600);
    const auto other = alias<Crate>("other");
    EXPECT_EQ(*session.scalar(select(area(other)).where(other[&Crate::label] == "small")), 6);
}

TEST_F(MappedView, ShowsWhatTheSessionHasNotWrittenYet) {
    Session session = open();
    session.add(Crate{.label = "huge", .width = 50, .height = 50});
    EXPECT_EQ(session.query<LargeCrate>().all().size(), 2U);
}

TEST_F(MappedView, ShowsWhatTheSessionHasNotWrittenYetToQueriesOfItsColumns) {
    Session session = open();
    session.add(Crate{.label = "huge", .width = 50, .height = 50});
    EXPECT_EQ(session.scalars(select(&LargeCrate::label)).all().size(), 2U);
}

TEST_F(MappedView, GetShowsWhatTheSessionHasChanged) {
    Session session = open();
    Ref<Crate> crate = session.query<Crate>().where(c(&Crate::width) * c(&Crate::height) > 100).one();
    crate->label = "vast";
    EXPECT_EQ(session.get<LargeCrate>(std::as_const(crate)->id)->label, "vast");
}

}  // namespace
}  // namespace azoth::test
