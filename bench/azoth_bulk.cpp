// SPDX-License-Identifier: MIT
#include "azoth_bulk.hpp"

#include <optional>
#include <tuple>

#include "azoth/azoth.hpp"
#include "azoth/engine/bulk_insert.hpp"

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

}  // namespace

struct AzothBulk::State {
    Engine engine;
    MetaData metadata;
    Table users{"users", metadata, Column("id", BigInteger{}).primary_key(), Column("name", String{100}).not_null(),
                Column("hair_color", String{100})};
    std::vector<std::tuple<std::string, std::optional<std::string>>> tuples;
    std::vector<User> objects;
    std::vector<Parameters> parameters;

    explicit State(const std::string& url) : engine(create_engine(url)) {}
};

AzothBulk::AzothBulk(const std::string& url, const std::vector<RawUser>& users) : state_(std::make_unique<State>(url)) {
    for (const RawUser& user : users) {
        state_->tuples.emplace_back(user.name, user.hair_color);
        state_->objects.push_back({0, user.name, user.hair_color});
        state_->parameters.push_back({{"name", user.name}, {"hair_color", user.hair_color}});
    }
}
AzothBulk::~AzothBulk() = default;

std::size_t AzothBulk::load() {
    Connection connection = state_->engine.connect();
    const std::size_t count = bulk_insert(connection, state_->users, {"name", "hair_color"}, state_->tuples);
    connection.commit();
    return count;
}

std::size_t AzothBulk::insert_objects() {
    Connection connection = state_->engine.connect();
    const auto count = connection.execute(insert<User>().values(state_->objects)).rowcount;
    connection.commit();
    return static_cast<std::size_t>(count);
}

std::size_t AzothBulk::insert_batch() {
    Connection connection = state_->engine.connect();
    const auto count = connection.execute(insert(state_->users), state_->parameters).rowcount;
    connection.commit();
    return static_cast<std::size_t>(count);
}

}  // namespace azoth::bench
