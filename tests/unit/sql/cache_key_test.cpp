// SPDX-License-Identifier: MIT
#include "azoth/sql/cache_key.hpp"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/array.hpp"
#include "azoth/sql/bitwise.hpp"
#include "azoth/sql/case.hpp"
#include "azoth/sql/custom_function.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/full_text.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/grouping.hpp"
#include "azoth/sql/json.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/regexp.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/table_functions.hpp"
#include "azoth/sql/text.hpp"
#include "azoth/sql/tuple.hpp"
#include "azoth/sql/values.hpp"
#include "unit/sql/fake_entity.hpp"

namespace azoth::test {
namespace {

struct CacheKey : testing::Test {
    using Words = std::vector<std::uint64_t>;

    static Words key(const sql::Node& node) {
        sql::CacheKeyWriter writer;
        node.write_key(writer);
        return {writer.words().begin(), writer.words().end()};
    }
    template <class Handle>
    static Words key(const Handle& handle) {
        return key(static_cast<const sql::Node&>(*handle.node()));
    }
    static std::size_t bind_count(const sql::Node& node) {
        sql::CacheKeyWriter writer;
        node.write_key(writer);
        return writer.binds().size();
    }

    MetaData metadata;
    Table t{"t", metadata, Column("a", Integer{}), Column("b", Integer{}), Column("s", String{})};
    Table u{"u", metadata, Column("a", Integer{}), Column("b", Integer{}), Column("s", String{})};
    ColumnExpr<int> a = t.c<int>("a");
    ColumnExpr<int> b = t.c<int>("b");
    ColumnExpr<std::string> s = t.c<std::string>("s");
};

TEST_F(CacheKey, IsTheSameForOtherValues) {
    EXPECT_EQ(key(select(a).where(a == 1, s == "x").limit(5)), key(select(a).where(a == 2, s == "long").limit(9)));
}

TEST_F(CacheKey, IsTheSameForListsOfAnyLength) {
    EXPECT_EQ(key(select(a).where(a.in({1}))), key(select(a).where(a.in({1, 2, 3}))));
}

TEST_F(CacheKey, IsTheSameForColumnsAskedForTwice) {
    EXPECT_EQ(key(t.c<int>("a")), key(t.c<int>("a")));
}

TEST_F(CacheKey, CollectsTheValuesInOrderOfMeeting) {
    const auto query = select(a + 7).where(a == 1, s.in({"x"})).limit(5).offset(6);
    sql::CacheKeyWriter writer;
    query.node()->write_key(writer);

    ASSERT_EQ(writer.binds().size(), 5);
    const auto value = [&](std::size_t i) { return static_cast<const sql::BindNode*>(writer.binds()[i])->value; };
    EXPECT_EQ(value(0), Value(7));
    EXPECT_EQ(value(1), Value(1));
    EXPECT_EQ(writer.binds()[2]->kind(), sql::NodeKind::BindList);
    EXPECT_EQ(value(3), Value(std::int64_t{5}));
    EXPECT_EQ(value(4), Value(std::int64_t{6}));
}

TEST_F(CacheKey, TellsABindUsedTwiceFromTwoBinds) {
    const Expr<int> one = literal(1);

    EXPECT_EQ(bind_count(*(a + one == b + one).node()), 1);
    EXPECT_EQ(bind_count(*(a + 1 == b + 1).node()), 2);
    EXPECT_NE(key(a + one == b + one), key(a + 1 == b + 1));
}

TEST_F(CacheKey, TellsWhichBindIsMetAgain) {
    const Expr<int> x = literal(1);
    const Expr<int> y = literal(1);

    EXPECT_NE(key(x + y == x), key(x + y == y));
}

TEST_F(CacheKey, NumbersManyBindsMetAgain) {
    std::vector<Expr<int>> values;
    for (int i = 0; i < 1000; ++i) values.push_back(literal(i));
    Expr<bool> all = and_();
    for (const auto& value : values) all = all && a == value;
    for (const auto& value : values) all = all && b == value;
    sql::CacheKeyWriter writer;
    all.node()->write_key(writer);

    ASSERT_EQ(writer.binds().size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(writer.binds()[i], values[i].node().get());
}

TEST_F(CacheKey, WritesAliasesByIdentity) {
    const auto alias = [&] { return FromHandle(make_node<sql::AliasNode>(t.node(), "x")); };
    const FromHandle x = alias();
    const FromHandle y = alias();

    EXPECT_EQ(key(select(x["a"]).where(x["b"] == 1)), key(select(y["a"]).where(y["b"] == 1)));
    EXPECT_NE(key(select(x["a"]).where(x["b"] == 1)), key(select(x["a"]).where(y["b"] == 1)));
}

TEST_F(CacheKey, WritesACteOnceHoweverOftenItIsUsed) {
    const FromHandle cte = select(a, b).where(a == 1).cte("c");
    const auto query = select(cte["a"], cte["b"]).where(cte["a"] == cte["b"]);

    EXPECT_EQ(bind_count(*query.node()), 1);
}

TEST_F(CacheKey, StaysTheSameWhenTheWriterIsUsedAgain) {
    sql::CacheKeyWriter writer;
    select(a, s).where(a + b == 5).node()->write_key(writer);
    writer.clear();
    const auto query = select(a).where(a == 1);
    query.node()->write_key(writer);

    EXPECT_EQ(Words(writer.words().begin(), writer.words().end()), key(query));
    EXPECT_EQ(writer.binds().size(), 1);
}

TEST_F(CacheKey, HashesTheWords) {
    const auto hash = [](const auto& statement) {
        sql::CacheKeyWriter writer;
        statement.node()->write_key(writer);
        return writer.hash();
    };

    EXPECT_EQ(hash(select(a).where(a == 1)), hash(select(a).where(a == 2)));
    EXPECT_NE(hash(select(a).where(a == 1)), hash(select(a).where(a < 1)));
    EXPECT_NE(hash(select(a)), hash(select(b)));
}

TEST_F(CacheKey, WritesDeepTreesWithoutDeepCalls) {
    Expr<int> sum = a;
    for (int i = 0; i < 10'000; ++i) sum = sum + 1;
    Expr<bool> nested = a == 1;
    for (int i = 0; i < 10'000; ++i) nested = i % 2 == 0 ? nested && a == 2 : nested || a == 3;

    EXPECT_EQ(bind_count(*sum.node()), 10'000);
    EXPECT_EQ(bind_count(*nested.node()), 10'001);
}

// All of these differ in their SQL or in the columns of the result.
TEST_F(CacheKey, DiffersForEveryShape) {
    std::map<Words, std::string> known;
    const auto add = [&](std::string what, const auto& statement) {
        const auto [at, is_new] = known.emplace(key(statement), what);
        EXPECT_TRUE(is_new) << what << " has the key of " << at->second;
    };
    const FakeEntity entity(t.table_node(), {0});
    const FakeEntity other_entity(t.table_node(), {0});
    const auto of_entity = [&](const sql::Entity& of, sql::FromPtr from) {
        Select<int> query;
        query.add(of, std::move(from));
        return query;
    };

    add("column", select(a));
    add("other column", select(b));
    add("column of another table", select(u.c<int>("a")));
    add("two columns", select(a, b));
    add("two columns swapped", select(b, a));
    add("distinct", select(a).distinct());
    add("where", select(a).where(a == 1));
    add("having", select(a).having(a == 1));
    add("where twice", select(a).where(a == 1, a == 1));
    add("where and having", select(a).where(a == 1).having(a == 1));
    add("group by", select(a).group_by(a));
    add("order by", select(a).order_by(a));
    add("order by descending", select(a).order_by(a.desc()));
    add("nulls first", select(a).order_by(a.asc().nulls_first()));
    add("nulls last", select(a).order_by(a.asc().nulls_last()));
    add("limit", select(a).limit(1));
    add("offset", select(a).offset(1));
    add("limit and offset", select(a).limit(1).offset(1));
    add("from", select(a).select_from(u));
    add("join", select(a).join(u, a == u.c<int>("a")));
    add("outer join", select(a).outerjoin(u, a == u.c<int>("a")));
    add("less", select(a).where(a < 1));
    add("null", select(a).where(a.is_null()));
    add("wider bind", select(a).where(a == 5'000'000'000));
    add("in", select(a).where(a.in({1})));
    add("not in", select(a).where(a.not_in({1})));
    add("and", select(a).where(a == 1 && b == 1));
    add("or", select(a).where(a == 1 || b == 1));
    add("not", select(a).where(!(a == 1 || b == 1)));
    add("true", select(a).where(and_()));
    add("false", select(a).where(or_()));
    add("like", select(a).where(like(s, "x")));
    add("like with escape", select(a).where(like(s, "x", '!')));
    add("like with another escape", select(a).where(like(s, "x", '/')));
    add("label", select(a.label("x")));
    add("other label", select(a.label("y")));
    add("cast", select(cast<double>(a)));
    add("other cast", select(cast<std::string>(a)));
    add("shorter cast", select(Expr<std::string>(detail::make_cast(a.node(), String{5}))));
    add("cast to enum", select(Expr<std::string>(detail::make_cast(a.node(), Enum("e", {"x", "y"})))));
    add("cast to other enum", select(Expr<std::string>(detail::make_cast(a.node(), Enum("f", {"x", "y"})))));
    add("bind of enum", select(Expr<std::string>(detail::make_bind("x", Enum("e", {"x", "y"})))));
    add("bind of other enum", select(Expr<std::string>(detail::make_bind("x", Enum("f", {"x", "y"})))));
    add("negated", select(-a));
    add("function", select(func::min(a)));
    add("other function", select(func::max(a)));
    add("count", select(func::count(a)));
    add("count distinct", select(func::count_distinct(a)));
    add("count star", select(func::count()));
    add("function of two", select(func::call<int>("f", a, b)));
    add("function of other type", select(func::call<std::string>("f", a, b)));
    add("functions of one each", select(func::call<int>("f", a), b));
    add("named as a known function", select(func::call<std::optional<int>>("min", a)));
    add("filtered", select(func::count(a).filter(b == 1)));
    add("sorted", select(func::call<int>("f", a, b).order_by(b)));
    add("sorted downwards", select(func::call<int>("f", a, b).order_by(desc(b))));
    add("within group", select(func::call<int>("f", a, b).within_group(b)));
    add("separated", select(func::aggregate_strings(s, ",")));
    add("otherwise separated", select(func::aggregate_strings(s, ";")));
    add("over", select(func::count(a).over()));
    add("over partition", select(func::count(a).over(window().partition_by(b))));
    add("over order", select(func::count(a).over(window().order_by(b))));
    add("over rows", select(func::count(a).over(window().order_by(b).rows(preceding(1)))));
    add("over more rows", select(func::count(a).over(window().order_by(b).rows(preceding(2)))));
    add("over range", select(func::count(a).over(window().order_by(b).range(preceding(1)))));
    add("over rows to", select(func::count(a).over(window().order_by(b).rows(preceding(1), following(1)))));
    add("over rows but one", select(func::count(a).over(window().order_by(b).rows(preceding(1)).exclude_ties())));
    add("over named", select(func::count(a).over(window("w").order_by(b))));
    add("over otherwise named", select(func::count(a).over(window("v").order_by(b))));
    add("over based", select(func::count(a).over(window(window("w")).order_by(b))));
    add("rollup", select(a).group_by(rollup(a, b)));
    add("cube", select(a).group_by(cube(a, b)));
    add("grouping sets", select(a).group_by(grouping_sets(a, b)));
    add("grouping set", select(a).group_by(grouping_sets(grouping_set(a, b))));
    static const auto kOne = CustomExpression<int>("f");
    static const auto kOther = CustomExpression<int>("f");
    add("custom", select(kOne(a)));
    add("other custom of the same name", select(kOther(a)));
    add("custom with options", select(kOne.with_options("x", a)));
    add("function in from", select(table_valued(func::call<int>("f", 1), "x").column<int>("a").c<int>("a")));
    add("derived function in from",
        select(table_valued(func::call<int>("f", 1), "x").column<int>("a").derived().c<int>("a")));
    add("json table", select(json_table(s, "$", "x").column<int>("a", "$.a").c<int>("a")));
    add("json table of other path", select(json_table(s, "$", "x").column<int>("a", "$.b").c<int>("a")));
    add("json table of other type", select(json_table(s, "$", "x").column<double>("a", "$.a").c<int>("a")));
    add("wrapped bind", select(Expr<std::string>(detail::make_bind("x", String{}.wrapped("", "f({0})", "")))));
    add("otherwise wrapped bind",
        select(Expr<std::string>(detail::make_bind("x", String{}.wrapped("", "g({0})", "")))));
    add("fragment", select(literal_column<int>("x")));
    add("other fragment", select(literal_column<int>("y")));
    add("fragment of other type", select(literal_column<std::string>("x")));
    add("scalar subquery", select(scalar_subquery(select(b))));
    add("exists", select(exists(select(b))));
    add("subquery", select(select(a, b).subquery("x").c<int>("a")));
    add("other name", select(select(a, b).subquery("y").c<int>("a")));
    add("cte", select(select(a, b).cte("x").c<int>("a")));
    const FromHandle x = FromHandle(make_node<sql::AliasNode>(u.node(), "x"));
    const auto both = select(a).select_from(u, x);
    add("outer join of a nested join", select(a).outerjoin(join(u, x, a == 1), b == 1));
    add("inner join of a nested join", select(a).join(join(u, x, a == 1), b == 1));
    add("outer join as an element", select(a).select_from(outerjoin(t, u, a == 1)));
    add("full join as an element", select(a).select_from(full_outerjoin(t, u, a == 1)));
    add("cross join as an element", select(a).select_from(cross_join(t, u)));
    add("full join", select(a).full_outerjoin(u, a == u.c<int>("a")));
    add("cross join", select(a).cross_join(u));
    add("join from", select(a).join_from(t, u, a == u.c<int>("a")));
    add("two elements", both);
    add("correlated", both.correlate(u));
    add("correlated with another", both.correlate(x));
    add("correlated with none", both.correlate());
    add("correlated except", both.correlate_except(u));
    add("distinct on", select(a).distinct_on(b));
    add("distinct on another", select(a).distinct_on(a));
    add("fetch", select(a).fetch(1));
    add("fetch with ties", select(a).fetch(1, {.with_ties = true}));
    add("fetch percent", select(a).fetch(1, {.percent = true}));
    add("for update", both.with_for_update());
    add("for share", both.with_for_update({.read = true}));
    add("without waiting", both.with_for_update({.nowait = true}));
    add("skipping locked", both.with_for_update({.skip_locked = true}));
    add("of keys", both.with_for_update({.key_share = true}));
    add("lock of one", both.with_for_update({.of = {u}}));
    add("lock of another", both.with_for_update({.of = {x}}));
    add("hint", both.with_hint(u, "h"));
    add("other hint", both.with_hint(u, "i"));
    add("hint of another", both.with_hint(x, "h"));
    add("hint for a dialect", both.with_hint(u, "h", "mysql"));
    add("statement hint", select(a).with_statement_hint("h"));
    add("statement hint for a dialect", select(a).with_statement_hint("h", "mysql"));
    add("prefix", select(a).prefix_with("h"));
    add("suffix", select(a).suffix_with("h"));
    add("two suffixes", select(a).suffix_with("h").suffix_with("h"));
    add("labels of tables", select(a).set_label_style(LabelStyle::TablePlusColumn));
    add("labels of their own", select(a).set_label_style(LabelStyle::DisambiguateOnly));
    add("extra cte", select(a).add_cte(select(b).cte("x")));
    add("ordered by a name", select(a).order_by("a"));
    add("ordered by another name", select(a).order_by("b"));
    add("union", union_(select(a), select(b)));
    add("union all", union_all(select(a), select(b)));
    add("intersect", intersect(select(a), select(b)));
    add("intersect all", intersect_all(select(a), select(b)));
    add("except", except_(select(a), select(b)));
    add("except all", except_all(select(a), select(b)));
    add("union of three", union_(select(a), select(b), select(a)));
    add("union of one", union_(std::vector{select(a)}));
    add("union in order", union_(select(a), select(b)).order_by(a));
    add("union limited", union_(select(a), select(b)).limit(1));
    add("lateral", select(select(a, b).lateral("x").c<int>("a")));
    add("recursive cte", select(select(a, b).cte("x", Recursive).c<int>("a")));
    add("extended cte", select(select(a, b).cte("x", Recursive).union_all(select(a, b)).c<int>("a")));
    add("nesting cte", select(select(a, b).cte("x", {.nesting = true}).c<int>("a")));
    add("materialized cte", select(select(a, b).cte("x", {.materialized = true}).c<int>("a")));
    add("not materialized cte", select(select(a, b).cte("x", {.materialized = false}).c<int>("a")));
    add("cte with names", select(select(a, b).cte("x", {.columns = {"a", "c"}}).c<int>("a")));
    add("cte with other names", select(select(a, b).cte("x", {.columns = {"a", "d"}}).c<int>("a")));
    add("values", select(values<int>("a").data({{1}}).alias("x").c<int>("a")));
    add("values of two rows", select(values<int>("a").data({{1}, {2}}).alias("x").c<int>("a")));
    add("values of another name", select(values<int>("b").data({{1}}).alias("x").c<int>("b")));
    add("sample", select(tablesample(t, 1, {.name = "x"}).c<int>("a")));
    add("sample of rows", select(tablesample(t, 1, {.method = "bernoulli", .name = "x"}).c<int>("a")));
    add("sample with a seed", select(tablesample(t, 1, {.name = "x", .seed = 1}).c<int>("a")));
    add("entity", of_entity(entity, t.node()));
    add("other entity", of_entity(other_entity, t.node()));
    add("entity of alias", of_entity(entity, make_node<sql::AliasNode>(t.node(), "x")));
    add("insert", insert(t).values(a = 1));
    add("insert two rows", insert(t).values(a = 1).values(a = 2));
    add("insert two columns", insert(t).values(a = 1, b = 2));
    add("insert default", insert(t));
    add("insert null", insert(t).values(a = nullptr));
    add("insert returning", insert(t).values(a = 1).returning(a));
    add("upsert nothing", insert(t).values(a = 1).on_conflict(a).do_nothing());
    add("upsert", insert(t).values(a = 1).on_conflict(a).do_update(b = 2));
    add("upsert on two", insert(t).values(a = 1).on_conflict(a, b).do_update(b = 2));
    add("upsert excluded", insert(t).values(a = 1).on_conflict(a).do_update(b = excluded(b)));
    add("update", update(t).set(a = 1));
    add("update where", update(t).set(a = 1).where(b == 1));
    add("update other column", update(t).set(b = 1));
    add("update returning", update(t).set(a = 1).returning(a));
    add("delete", delete_(t));
    add("delete where", delete_(t).where(a == 1));
    add("delete returning", delete_(t).returning(a));
    add("delete from other table", delete_(u));
    add("text", text("SELECT 1"));
    add("other text", text("SELECT 2"));
    add("text unbound", text("SELECT :a"));
    add("text bound", text("SELECT :a").bind("a", 1));
    add("text bound to list", text("SELECT :a").bind("a", std::vector{1}));
}

TEST_F(CacheKey, TellsTextsApartByLengthAndContent) {
    const auto text_key = [](std::initializer_list<std::string_view> texts) {
        sql::CacheKeyWriter writer;
        for (const auto each : texts) writer.text(each);
        return Words(writer.words().begin(), writer.words().end());
    };

    EXPECT_NE(text_key({"ab", "c"}), text_key({"a", "bc"}));
    EXPECT_NE(text_key({"a"}), text_key({std::string_view("a\0", 2)}));
    EXPECT_NE(text_key({"123456789"}), text_key({"12345678"}));
    EXPECT_EQ(text_key({"123456789"}), text_key({"123456789"}));
}

/// Expressions of which no two may share a key.
std::vector<ExpressionPtr> different_expressions(const ColumnExpr<int>& a, const ColumnExpr<int>& b,
                                                 const ColumnExpr<std::string>& s) {
    const auto document = as_json(s);
    return {
        a.between(1, 2).node(),
        a.not_between(1, 2).node(),
        a.between_symmetric(1, 2).node(),
        bitwise_and(a, 1).node(),
        bitwise_or(a, 1).node(),
        bitwise_xor(a, 1).node(),
        bitwise_not(a).node(),
        bitwise_lshift(a, 1).node(),
        bitwise_rshift(a, 1).node(),
        (a / 2).node(),
        integer_divide(a, 2).node(),
        s.collate("C").node(),
        s.collate("D").node(),
        case_(when(a > 1, 1)).node(),
        case_(when(a > 1, 1)).else_(2).node(),
        case_(when(a > 1, 1), when(a > 2, 2)).node(),
        case_(a, when(1, 1)).node(),
        cast<int>(s).node(),
        try_cast<int>(s).node(),
        type_coerce<int>(s).node(),
        tuple_(a, b).in({{1, 2}}).node(),
        tuple_(a, s).in({{1, "2"}}).node(),
        (tuple_(a, b) == std::tuple(1, 2)).node(),
        (a == any_(std::vector{1})).node(),
        (a == all_(std::vector{1})).node(),
        (s == any_(std::vector<std::string>{"a"})).node(),
        op<bool>(a, "@>", b).node(),
        op<bool>(a, "<@", b).node(),
        op<bool>(a, "@>", b, {.precedence = OperatorPrecedence::Concat}).node(),
        prefix_op<bool>("@", a).node(),
        postfix_op<bool>(a, "@").node(),
        regexp_match(s, "a").node(),
        regexp_match(s, "a", "i").node(),
        (!regexp_match(s, "a")).node(),
        regexp_replace(s, "a", "b").node(),
        regexp_replace(s, "a", "b", "i").node(),
        match(s, "a").node(),
        match(s, "a", {.config = "english"}).node(),
        match(s, "a", {.mode = MatchMode::Boolean}).node(),
        document["a"].node(),
        document["b"].node(),
        document[0].node(),
        document[1].node(),
        document["a"]["b"].node(),
        document["a"].as<int>().node(),
        document["a"].as<double>().node(),
        document["a"].as_string().node(),
        document.has_key("a").node(),
        document.has_key("b").node(),
        document.has_any_key({"a", "b"}).node(),
        document.has_all_keys({"a", "b"}).node(),
        document.path_exists("$").node(),
        document.path_match("$").node(),
        document.remove({"a"}).node(),
        document.remove({0}).node(),
        array<int>(1).node(),
        array<int>(1, 2).node(),
        array<int>().node(),
        array<std::string>().node(),
        array<int>(1)[1].node(),
        array<int>(1).slice(1, 2).node(),
    };
}

TEST_F(CacheKey, IsAnotherForEveryOperator) {
    std::map<Words, std::size_t> seen;
    const auto expressions = different_expressions(a, b, s);
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        const auto [before, is_new] = seen.emplace(key(static_cast<const sql::Node&>(*expressions[i])), i);
        EXPECT_TRUE(is_new) << "expressions " << before->second << " and " << i;
    }
}

TEST_F(CacheKey, IsAnotherForEveryClauseOfAChange) {
    const CteHandle tree = select(a).cte("tree", Recursive);
    const auto added = insert(t).values(a = 1);
    const std::vector<Words> keys{
        key(update(t).set(a = 1)),
        key(update(t).set(u.c<int>("a"), 1)),
        key(update(t).set(as_json(s)["a"], nlohmann::json(1))),
        key(update(t).set(as_json(s)["b"], nlohmann::json(1))),
        key(update(t).set(a = 1).with_hint("x")),
        key(update(t).set(a = 1).with_hint("x", "mysql")),
        key(update(t).set(a = 1).prefix_with("x")),
        key(update(t).set(a = 1).add_cte(tree)),
        key(added.on_conflict(a).do_nothing()),
        key(added.on_conflict(a, a + 1).do_nothing()),
        key(added.on_conflict(a, a - 1).do_nothing()),
        key(tree),
        key(tree.search_depth_first({"a"}, "x")),
        key(tree.search_depth_first({"a"}, "y")),
        key(tree.search_breadth_first({"a"}, "x")),
        key(tree.cycle({"a"}, "x", "y")),
        key(tree.cycle({"a"}, "y", "x")),
    };

    EXPECT_EQ(std::set<Words>(keys.begin(), keys.end()).size(), keys.size());
}

TEST_F(CacheKey, IsTheSameForOtherValuesOfOperators) {
    EXPECT_EQ(key(a.between(1, 2)), key(a.between(3, 4)));
    EXPECT_EQ(key(tuple_(a, b).in({{1, 2}})), key(tuple_(a, b).in({{3, 4}, {5, 6}})));
    EXPECT_EQ(key(a == any_(std::vector{1})), key(a == any_(std::vector{1, 2, 3})));
    EXPECT_EQ(key(regexp_match(s, "a")), key(regexp_match(s, "b")));
    EXPECT_EQ(key(case_(when(a > 1, 1)).else_(2)), key(case_(when(a > 3, 4)).else_(5)));
}

}  // namespace
}  // namespace azoth::test
