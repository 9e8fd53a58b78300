// SPDX-License-Identifier: MIT
#include <array>
#include <stdexcept>

#include "raw_client.hpp"
#include "raw_mysql_connection.hpp"
#include "raw_programs.hpp"

namespace azoth::bench {
namespace {

class MysqlClient final : public RawClient {
public:
    explicit MysqlClient(const std::string& url) : connection_(url) {
        run("DROP TABLE IF EXISTS users");
        run("CREATE TABLE users (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL, "
            "hair_color VARCHAR(100)) ENGINE=InnoDB CHARACTER SET utf8mb4");
        load_ = connection_.prepare("SELECT id, name, hair_color FROM users");
        get_ = connection_.prepare("SELECT id, name, hair_color FROM users WHERE id = ?");
        insert_ = connection_.prepare("INSERT INTO users (name, hair_color) VALUES (?, ?)");
        update_ = connection_.prepare("UPDATE users SET name = ? WHERE id = ?");
        update_in_bulk_ = connection_.prepare("UPDATE users SET name = ? WHERE id = ?");
        row_.bind_to(load_);
        row_.bind_to(get_);
        insert_in_bulk_ = connection_.prepare(insert_of(kBulkRows));
        MYSQL_BIND id = bind_number(inserted_id_);
        mysql_stmt_bind_result(insert_in_bulk_.get(), &id);
    }

    void empty_table() override { run("TRUNCATE users"); }
    void run(const std::string& sql) override { connection_.run(sql); }
    void settle() override { connection_.settle("users"); }
    void begin() override { connection_.begin(); }
    void commit() override { connection_.commit(); }

    void load(std::vector<RawUser>& users) override {
        fetch(load_, [&] { read(users.emplace_back()); });
    }

    std::optional<RawUser> get(std::int64_t id) override {
        MYSQL_BIND key = bind_number(id);
        mysql_stmt_bind_param(get_.get(), &key);
        execute(get_);
        std::optional<RawUser> user;
        const int result = mysql_stmt_fetch(get_.get());
        if (result == 0) read(user.emplace());
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
    void read(RawUser& user) const {
        user.id = row_.integer(0);
        user.name = row_.text(1);
        if (!row_.is_null(2)) user.hair_color.emplace(row_.text(2));
    }

    MysqlConnection connection_;
    MysqlRow row_{MYSQL_TYPE_LONGLONG, MYSQL_TYPE_STRING, MYSQL_TYPE_STRING};
    std::int64_t inserted_id_ = 0;
    MysqlStatement load_;
    MysqlStatement get_;
    MysqlStatement insert_;
    MysqlStatement update_;
    MysqlStatement insert_in_bulk_;
    MysqlStatement update_in_bulk_;
};

const RegisteredRaw<RawClient, MysqlClient> kRegistered("mysql");

}  // namespace
}  // namespace azoth::bench
