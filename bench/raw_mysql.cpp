// SPDX-License-Identifier: MIT
#include <array>
#include <stdexcept>

#include <mysql.h>

#include "azoth/engine/url.hpp"
#include "raw_client.hpp"

namespace azoth::bench {
namespace {

constexpr std::size_t kTextSize = 400;  // 100 characters

struct StatementCloser {
    void operator()(MYSQL_STMT* statement) const { mysql_stmt_close(statement); }
};
using Statement = std::unique_ptr<MYSQL_STMT, StatementCloser>;

void check(MYSQL_STMT* statement, bool has_failed) {
    if (has_failed) throw std::runtime_error(mysql_stmt_error(statement));
}

void execute(const Statement& statement) { check(statement.get(), mysql_stmt_execute(statement.get()) != 0); }

MYSQL_BIND bind_text(std::string& text) {
    MYSQL_BIND bind{};
    bind.buffer_type = MYSQL_TYPE_STRING;
    bind.buffer = text.data();
    bind.buffer_length = text.size();
    return bind;
}

MYSQL_BIND bind_text(std::optional<std::string>& text) {
    if (text) return bind_text(*text);
    MYSQL_BIND bind{};
    bind.buffer_type = MYSQL_TYPE_NULL;
    return bind;
}

MYSQL_BIND bind_number(std::int64_t& number) {
    MYSQL_BIND bind{};
    bind.buffer_type = MYSQL_TYPE_LONGLONG;
    bind.buffer = &number;
    return bind;
}

/// Where the client puts the cells of a user's row.
struct UserRow {
    std::int64_t id = 0;
    std::array<char, kTextSize> name{};
    std::array<char, kTextSize> color{};
    std::array<unsigned long, 3> sizes{};
    std::array<my_bool, 3> nulls{};
    std::array<MYSQL_BIND, 3> binds{};

    UserRow() {
        binds[0].buffer_type = MYSQL_TYPE_LONGLONG;
        binds[0].buffer = &id;
        for (std::size_t i = 1; i < 3; ++i) {
            binds[i].buffer_type = MYSQL_TYPE_STRING;
            binds[i].buffer = i == 1 ? name.data() : color.data();
            binds[i].buffer_length = kTextSize;
        }
        for (std::size_t i = 0; i < 3; ++i) {
            binds[i].length = &sizes[i];
            binds[i].is_null = &nulls[i];
        }
    }
    UserRow(const UserRow&) = delete;
    UserRow& operator=(const UserRow&) = delete;

    void read(RawUser& user) const {
        user.id = id;
        user.name.assign(name.data(), sizes[1]);
        if (nulls[2] == 0) user.hair_color.emplace(color.data(), sizes[2]);
    }
};

class MysqlClient final : public RawClient {
public:
    explicit MysqlClient(const Url& url) : connection_(mysql_init(nullptr)) {
        mysql_options(connection_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
        if (mysql_real_connect(connection_, url.host.c_str(), url.username.c_str(), url.password.c_str(),
                               url.database.c_str(), url.port.value_or(3306), nullptr, CLIENT_FOUND_ROWS) == nullptr)
            fail();
        run("DROP TABLE IF EXISTS users");
        run("CREATE TABLE users (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL, "
            "hair_color VARCHAR(100)) ENGINE=InnoDB CHARACTER SET utf8mb4");
        load_ = prepare("SELECT id, name, hair_color FROM users");
        get_ = prepare("SELECT id, name, hair_color FROM users WHERE id = ?");
        insert_ = prepare("INSERT INTO users (name, hair_color) VALUES (?, ?)");
        update_ = prepare("UPDATE users SET name = ? WHERE id = ?");
        update_in_bulk_ = prepare("UPDATE users SET name = ? WHERE id = ?");
        for (const Statement* statement : {&load_, &get_}) mysql_stmt_bind_result(statement->get(), row_.binds.data());
        insert_in_bulk_ = prepare(insert_of(kBulkRows).c_str());
        MYSQL_BIND id = bind_number(inserted_id_);
        mysql_stmt_bind_result(insert_in_bulk_.get(), &id);
    }
    MysqlClient(const MysqlClient&) = delete;
    MysqlClient& operator=(const MysqlClient&) = delete;
    ~MysqlClient() override {
        for (Statement* statement : {&load_, &get_, &insert_, &update_, &insert_in_bulk_, &update_in_bulk_})
            statement->reset();
        mysql_close(connection_);
    }

    void empty_table() override { run("TRUNCATE users"); }
    void run(const std::string& sql) override {
        if (mysql_real_query(connection_, sql.data(), sql.size()) != 0) fail();
        mysql_free_result(mysql_store_result(connection_));
    }
    void settle() override { run("ANALYZE TABLE users"); }
    void begin() override { run("BEGIN"); }
    void commit() override { mysql_commit(connection_); }

    void load(std::vector<RawUser>& users) override {
        execute(load_);
        int result = 0;
        while ((result = mysql_stmt_fetch(load_.get())) == 0) row_.read(users.emplace_back());
        check(load_.get(), result != MYSQL_NO_DATA);
        mysql_stmt_free_result(load_.get());
    }

    std::optional<RawUser> get(std::int64_t id) override {
        MYSQL_BIND key = bind_number(id);
        mysql_stmt_bind_param(get_.get(), &key);
        execute(get_);
        std::optional<RawUser> user;
        const int result = mysql_stmt_fetch(get_.get());
        if (result == 0) row_.read(user.emplace());
        check(get_.get(), result != 0 && result != MYSQL_NO_DATA);
        mysql_stmt_free_result(get_.get());
        return user;
    }

    void insert(std::vector<RawUser>& users) override {
        begin();
        for (RawUser& user : users) {
            std::array binds = {bind_text(user.name), bind_text(user.hair_color)};
            mysql_stmt_bind_param(insert_.get(), binds.data());
            execute(insert_);
            user.id = static_cast<std::int64_t>(mysql_stmt_insert_id(insert_.get()));
        }
        commit();
    }

    void load_and_update(void (*change)(RawUser&)) override {
        begin();
        std::vector<RawUser> users;
        load(users);
        for (RawUser& user : users) {
            change(user);
            std::array binds = {bind_text(user.name), bind_number(user.id)};
            mysql_stmt_bind_param(update_.get(), binds.data());
            execute(update_);
        }
        commit();
    }

    bool has_bulk() const override { return true; }

    /// One INSERT of many rows with RETURNING: array binding cannot tell the keys.
    void insert_in_bulk(std::vector<RawUser>& users) override {
        if (users.size() != kBulkRows) throw std::runtime_error("the bulk insert is prepared for another row count");
        std::vector<MYSQL_BIND> binds;
        binds.reserve(2 * users.size());
        for (RawUser& user : users) {
            binds.push_back(bind_text(user.name));
            binds.push_back(bind_text(user.hair_color));
        }
        mysql_stmt_bind_param(insert_in_bulk_.get(), binds.data());
        execute(insert_in_bulk_);
        for (RawUser& user : users) {
            check(insert_in_bulk_.get(), mysql_stmt_fetch(insert_in_bulk_.get()) != 0);
            user.id = inserted_id_;
        }
        mysql_stmt_free_result(insert_in_bulk_.get());
    }

    /// One UPDATE with an array of rows as its parameters.
    void load_and_update_in_bulk(void (*change)(RawUser&)) override {
        begin();
        std::vector<RawUser> users;
        load(users);
        std::vector<std::int64_t> ids;
        std::vector<char*> names;
        std::vector<unsigned long> sizes;
        for (RawUser& user : users) {
            change(user);
            ids.push_back(user.id);
            names.push_back(user.name.data());
            sizes.push_back(user.name.size());
        }
        std::array<MYSQL_BIND, 2> binds{};
        binds[0].buffer_type = MYSQL_TYPE_STRING;
        binds[0].buffer = names.data();
        binds[0].length = sizes.data();
        binds[1].buffer_type = MYSQL_TYPE_LONGLONG;
        binds[1].buffer = ids.data();
        const auto count = static_cast<unsigned>(users.size());
        mysql_stmt_attr_set(update_in_bulk_.get(), STMT_ATTR_ARRAY_SIZE, &count);
        mysql_stmt_bind_param(update_in_bulk_.get(), binds.data());
        execute(update_in_bulk_);
        commit();
    }

private:
    static constexpr std::size_t kBulkRows = 1000;

    static std::string insert_of(std::size_t rows) {
        std::string sql = "INSERT INTO users (name, hair_color) VALUES (?, ?)";
        for (std::size_t i = 1; i < rows; ++i) sql += ", (?, ?)";
        return sql + " RETURNING id";
    }
    [[noreturn]] void fail() const { throw std::runtime_error(mysql_error(connection_)); }
    Statement prepare(const std::string& sql) const {
        Statement statement(mysql_stmt_init(connection_));
        check(statement.get(), mysql_stmt_prepare(statement.get(), sql.data(), sql.size()) != 0);
        return statement;
    }

    MYSQL* connection_;
    UserRow row_;
    std::int64_t inserted_id_ = 0;
    Statement load_;
    Statement get_;
    Statement insert_;
    Statement update_;
    Statement insert_in_bulk_;
    Statement update_in_bulk_;
};

const RegisteredRawClient kRegistered("mysql", [](const std::string& url) -> std::unique_ptr<RawClient> {
    return std::make_unique<MysqlClient>(parse_url(url));
});

}  // namespace
}  // namespace azoth::bench
