// SPDX-License-Identifier: MIT
#include "azoth_client.hpp"

#include <numeric>
#include <optional>

#include "azoth/azoth.hpp"
#include "azoth/engine/backend.hpp"
#include "azoth/sql/cache_key.hpp"
#include "engine/engine_core.hpp"

namespace azoth::bench {
namespace {

struct User {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> hair_color;
};

void mapping(Mapper<User>& m) {
    m.table("users");
    m.columns<&User::id, &User::name, &User::hair_color>();
    m.primary_key(&User::id);
}

const RawFilter kFilter{.name = "Ada", .hair_color = "black", .first_id = 7};

Select<Ref<User>> search_query(const RawFilter& filter) {
    auto query = select<User>();
    if (filter.name) query = std::move(query).where(c(&User::name) == *filter.name);
    if (filter.hair_color) query = std::move(query).where(c(&User::hair_color) == *filter.hair_color);
    if (filter.first_id) query = std::move(query).where(c(&User::id) >= *filter.first_id);
    return query;
}

}  // namespace

struct AzothClient::State {
    Engine engine;
    SessionFactory sessions;
    engine::EngineCore compiler;  // knows how to find compiled statements, which an Engine does only when it runs them

    explicit State(const std::string& url)
        : engine(create_engine(url)),
          sessions(engine),
          compiler(parse_url(url), find_backend(parse_url(url).dialect), {}) {}
};

AzothClient::AzothClient(const std::string& url) : state_(std::make_unique<State>(url)) {}
AzothClient::~AzothClient() = default;

std::size_t AzothClient::load() {
    Session session = state_->sessions();
    return session.scalars(select<User>()).size();
}

std::size_t AzothClient::load_first(std::int64_t count) {
    Session session = state_->sessions();
    return session.scalars(select<User>().limit(count)).size();
}

std::size_t AzothClient::load_read_only() {
    Session session = state_->sessions();
    return session.scalars(select<const User>()).size();
}

std::size_t AzothClient::load_tuples() {
    Connection connection = state_->engine.connect();
    return connection.execute(select(&User::id, &User::name, &User::hair_color)).all().size();
}

std::size_t AzothClient::get(std::int64_t count) {
    Session session = state_->sessions();
    std::size_t found = 0;
    for (std::int64_t id = 1; id <= count; ++id) found += session.get<User>(id) ? 1 : 0;
    return found;
}

std::size_t AzothClient::get_loaded(std::size_t count) {
    Session session = state_->sessions();
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i) found += session.get<User>(1) ? 1 : 0;
    return found;
}

std::size_t AzothClient::insert(const std::vector<RawUser>& users) {
    Session session = state_->sessions();
    std::vector<Ref<const User>> added;
    added.reserve(users.size());
    for (const RawUser& user : users) added.push_back(session.add(User{0, user.name, user.hair_color}));
    session.commit();
    std::size_t with_id = 0;
    for (const Ref<const User>& user : added) with_id += user->id != 0 ? 1 : 0;
    return with_id;
}

std::size_t AzothClient::load_and_update() {
    Session session = state_->sessions();
    std::size_t changed = 0;
    for (Ref<User> user : session.scalars(select<User>())) {
        user->name[0] = static_cast<char>(user->name[0] ^ 0x20);
        ++changed;
    }
    session.commit();
    return changed;
}

std::size_t AzothClient::search(const RawFilter& filter, std::size_t count) {
    Session session = state_->sessions();
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i) found += session.scalars(search_query(filter)).size();
    return found;
}

std::size_t AzothClient::compile(std::size_t count) {
    const Select<Ref<User>> query = search_query(kFilter);
    std::size_t slots = 0;
    for (std::size_t i = 0; i < count; ++i) slots += state_->compiler.dialect().compile(*query.node()).slots.size();
    return slots;
}

std::size_t AzothClient::find_compiled(std::size_t count) {
    sql::CacheKeyWriter key;
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Select<Ref<User>> query = search_query(kFilter);
        found +=
            state_->compiler.compile(*query.node(), state_->compiler.dialect(), key, &state_->compiler.cache()).entry !=
                    nullptr
                ? 1
                : 0;
    }
    return found;
}

std::size_t AzothClient::run_long_condition(std::size_t terms) {
    Expr<bool> any = c(&User::id) == 1;
    for (std::size_t i = 1; i < terms; ++i) any = any || c(&User::id) == static_cast<std::int64_t>(i);
    Connection connection = state_->engine.connect();
    return connection.execute(select(&User::id).where(any).limit(1)).all().size();
}

std::size_t AzothClient::run_nested(std::size_t depth) {
    auto query = select(&User::id).where(c(&User::id) == 1);
    for (std::size_t i = 1; i < depth; ++i) query = select(&User::id).where(c(&User::id).in(query));
    Connection connection = state_->engine.connect();
    return connection.execute(query).all().size();
}

std::size_t AzothClient::run_long_list(std::size_t values) {
    std::vector<std::int64_t> list(values);
    std::iota(list.begin(), list.end(), 1);
    Connection connection = state_->engine.connect();
    return connection.execute(select(&User::id).where(c(&User::id).in(list)).limit(1)).all().size();
}

std::size_t AzothClient::check_out(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) state_->engine.connect();
    return count;
}

}  // namespace azoth::bench
