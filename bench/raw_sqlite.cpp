// SPDX-License-Identifier: MIT
#include <string_view>
#include <unordered_map>

#include "raw_client.hpp"
#include "raw_programs.hpp"
#include "raw_sqlite_connection.hpp"

namespace azoth::bench {
namespace {

class SqliteClient final : public RawClient {
public:
    explicit SqliteClient(const std::string& url) : connection_(url) {
        run("CREATE TABLE IF NOT EXISTS users (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL, "
            "hair_color VARCHAR(100))");
        load_ = connection_.prepare("SELECT id, name, hair_color FROM users");
        get_ = connection_.prepare("SELECT id, name, hair_color FROM users WHERE id = ?");
        insert_ = connection_.prepare("INSERT INTO users (name, hair_color) VALUES (?, ?)");
        update_ = connection_.prepare("UPDATE users SET name = ? WHERE id = ?");
    }

    void empty_table() override { run("DELETE FROM users"); }
    void run(const std::string& sql) override { connection_.run(sql); }
    void settle() override { connection_.settle(); }
    void begin() override { connection_.begin(); }
    void commit() override { connection_.commit(); }

    void load(std::vector<RawUser>& users) override {
        connection_.fetch(load_, [&](sqlite3_stmt* row) { read(row, users.emplace_back()); });
    }

    std::optional<RawUser> get(std::int64_t id) override {
        std::optional<RawUser> user;
        sqlite3_bind_int64(get_.get(), 1, id);
        const int result = sqlite3_step(get_.get());
        if (result == SQLITE_ROW)
            read(get_.get(), user.emplace());
        else
            connection_.check_done(result);
        sqlite3_reset(get_.get());
        return user;
    }

    bool has_search() const override { return true; }
    void search(const RawFilter& filter, std::vector<RawUser>& users) override {
        std::string sql = "SELECT id, name, hair_color FROM users";
        std::string_view before = " WHERE ";
        const auto add = [&](bool is_wanted, std::string_view condition) {
            if (!is_wanted) return;
            sql.append(before).append(condition);
            before = " AND ";
        };
        add(filter.name.has_value(), "name = ?");
        add(filter.hair_color.has_value(), "hair_color = ?");
        add(filter.first_id.has_value(), "id >= ?");
        SqliteStatement& statement = searches_[sql];
        if (statement == nullptr) statement = connection_.prepare(sql);
        int position = 0;
        if (filter.name) bind(statement.get(), ++position, *filter.name);
        if (filter.hair_color) bind(statement.get(), ++position, *filter.hair_color);
        if (filter.first_id) sqlite3_bind_int64(statement.get(), ++position, *filter.first_id);
        connection_.fetch(statement, [&](sqlite3_stmt* row) { read(row, users.emplace_back()); });
    }

    void insert(std::vector<RawUser>& users) override {
        begin();
        for (RawUser& user : users) {
            bind(insert_.get(), 1, user.name);
            bind(insert_.get(), 2, user.hair_color);
            connection_.execute(insert_);
            user.id = connection_.last_id();
        }
        commit();
    }

    void load_and_update(void (*change)(RawUser&)) override {
        begin();
        std::vector<RawUser> users;
        load(users);
        for (RawUser& user : users) {
            change(user);
            bind(update_.get(), 1, user.name);
            sqlite3_bind_int64(update_.get(), 2, user.id);
            connection_.execute(update_);
        }
        commit();
    }

private:
    static void read(sqlite3_stmt* row, RawUser& user) {
        user.id = sqlite3_column_int64(row, 0);
        read_text(row, 1, user.name);
        if (sqlite3_column_type(row, 2) != SQLITE_NULL) read_text(row, 2, user.hair_color.emplace());
    }

    SqliteConnection connection_;
    SqliteStatement load_;
    SqliteStatement get_;
    SqliteStatement insert_;
    SqliteStatement update_;
    std::unordered_map<std::string, SqliteStatement> searches_;
};

const RegisteredRaw<RawClient, SqliteClient> kRegistered("sqlite");

}  // namespace
}  // namespace azoth::bench
