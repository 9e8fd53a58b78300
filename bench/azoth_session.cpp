// SPDX-License-Identifier: MIT
#include "azoth_session.hpp"

#include <optional>

#include "azoth/azoth.hpp"

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

struct AzothSession::State {
    SessionFactory sessions;
    Session session;
    std::optional<Scalars<Ref<User>>> users;
    std::optional<Scalars<Ref<const User>>> read_only_users;

    explicit State(const std::string& url) : sessions(create_engine(url)), session(sessions()) {}

    void renew() {
        users.reset();
        read_only_users.reset();
        session = sessions();
    }
};

AzothSession::AzothSession(const std::string& url) : state_(std::make_unique<State>(url)) {}
AzothSession::~AzothSession() = default;

std::size_t AzothSession::load(std::int64_t count) {
    state_->renew();
    state_->users = state_->session.scalars(select<User>().order_by(&User::id).limit(count));
    state_->session.commit();
    return state_->users->size();
}

std::size_t AzothSession::load_read_only(std::int64_t count) {
    state_->renew();
    state_->read_only_users = state_->session.scalars(select<const User>().order_by(&User::id).limit(count));
    state_->session.commit();
    return state_->read_only_users->size();
}

std::size_t AzothSession::change(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        Ref<User> user = (*state_->users)[i];
        user->name[0] = static_cast<char>(user->name[0] ^ 0x20);
    }
    state_->session.commit();
    return count;
}

}  // namespace azoth::bench
