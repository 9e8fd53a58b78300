// SPDX-License-Identifier: MIT
#include <stdexcept>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>

#include "azoth/engine/url.hpp"
#include "raw_client.hpp"

namespace azoth::bench {
namespace {

class SqliteClient final : public RawClient {
public:
    explicit SqliteClient(const std::string& path) {
        check(sqlite3_open_v2(path.c_str(), &database_,
                              SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                              nullptr));
        sqlite3_busy_timeout(database_, 5000);
        // As azoth opens its connections.
        run("PRAGMA foreign_keys = ON; PRAGMA journal_mode = wal; PRAGMA synchronous = off");
        run("CREATE TABLE IF NOT EXISTS users (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL, "
            "hair_color VARCHAR(100))");
        begin_ = prepare("BEGIN");
        commit_ = prepare("COMMIT");
        load_ = prepare("SELECT id, name, hair_color FROM users");
        get_ = prepare("SELECT id, name, hair_color FROM users WHERE id = ?");
        insert_ = prepare("INSERT INTO users (name, hair_color) VALUES (?, ?)");
        update_ = prepare("UPDATE users SET name = ? WHERE id = ?");
    }
    SqliteClient(const SqliteClient&) = delete;
    SqliteClient& operator=(const SqliteClient&) = delete;
    ~SqliteClient() override {
        for (sqlite3_stmt* statement : {begin_, commit_, load_, get_, insert_, update_}) sqlite3_finalize(statement);
        for (const auto& [sql, statement] : searches_) sqlite3_finalize(statement);
        sqlite3_close(database_);
    }

    void empty_table() override { run("DELETE FROM users"); }
    void run(const std::string& sql) override {
        check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr));
    }
    void settle() override { run("PRAGMA wal_checkpoint(TRUNCATE)"); }
    void begin() override { execute(begin_); }
    void commit() override { execute(commit_); }

    void load(std::vector<RawUser>& users) override {
        int result = SQLITE_ROW;
        while ((result = sqlite3_step(load_)) == SQLITE_ROW) read(load_, users.emplace_back());
        check_done(result);
        sqlite3_reset(load_);
    }

    std::optional<RawUser> get(std::int64_t id) override {
        std::optional<RawUser> user;
        sqlite3_bind_int64(get_, 1, id);
        const int result = sqlite3_step(get_);
        if (result == SQLITE_ROW)
            read(get_, user.emplace());
        else
            check_done(result);
        sqlite3_reset(get_);
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
        sqlite3_stmt*& statement = searches_[sql];
        if (statement == nullptr) statement = prepare(sql.c_str());
        int position = 0;
        if (filter.name) bind(statement, ++position, *filter.name);
        if (filter.hair_color) bind(statement, ++position, *filter.hair_color);
        if (filter.first_id) sqlite3_bind_int64(statement, ++position, *filter.first_id);
        int result = SQLITE_ROW;
        while ((result = sqlite3_step(statement)) == SQLITE_ROW) read(statement, users.emplace_back());
        check_done(result);
        sqlite3_reset(statement);
    }

    void insert(std::vector<RawUser>& users) override {
        begin();
        for (RawUser& user : users) {
            bind(insert_, 1, user.name);
            if (user.hair_color)
                bind(insert_, 2, *user.hair_color);
            else
                sqlite3_bind_null(insert_, 2);
            execute(insert_);
            user.id = sqlite3_last_insert_rowid(database_);
        }
        commit();
    }

    void load_and_update(void (*change)(RawUser&)) override {
        begin();
        std::vector<RawUser> users;
        load(users);
        for (RawUser& user : users) {
            change(user);
            bind(update_, 1, user.name);
            sqlite3_bind_int64(update_, 2, user.id);
            execute(update_);
        }
        commit();
    }

private:
    void check(int result) const {
        if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_));
    }
    void check_done(int result) const {
        if (result != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    }
    sqlite3_stmt* prepare(const char* sql) const {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        return statement;
    }
    void execute(sqlite3_stmt* statement) const {
        check_done(sqlite3_step(statement));
        sqlite3_reset(statement);
    }
    static void bind(sqlite3_stmt* statement, int position, const std::string& text) {
        sqlite3_bind_text(statement, position, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    static void read_text(sqlite3_stmt* statement, int column, std::string& text) {
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        text.assign(data, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    static void read(sqlite3_stmt* statement, RawUser& user) {
        user.id = sqlite3_column_int64(statement, 0);
        read_text(statement, 1, user.name);
        if (sqlite3_column_type(statement, 2) != SQLITE_NULL) read_text(statement, 2, user.hair_color.emplace());
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* begin_ = nullptr;
    sqlite3_stmt* commit_ = nullptr;
    sqlite3_stmt* load_ = nullptr;
    sqlite3_stmt* get_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    sqlite3_stmt* update_ = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*> searches_;
};

const RegisteredRawClient kRegistered("sqlite", [](const std::string& url) -> std::unique_ptr<RawClient> {
    return std::make_unique<SqliteClient>(parse_url(url).database);
});

}  // namespace
}  // namespace azoth::bench
