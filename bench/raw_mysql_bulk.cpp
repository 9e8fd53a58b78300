// SPDX-License-Identifier: MIT
#include <array>

#include "raw_bulk.hpp"
#include "raw_mysql_connection.hpp"
#include "raw_programs.hpp"

namespace azoth::bench {
namespace {

/// A column of an array of rows, bound to one statement without a copy of its texts.
class TextColumn {
public:
    explicit TextColumn(std::size_t count) {
        texts_.reserve(count);
        sizes_.reserve(count);
        indicators_.reserve(count);
    }

    void add(std::string& text) { add(text.data(), text.size(), STMT_INDICATOR_NONE); }
    void add(std::optional<std::string>& text) {
        if (text)
            add(*text);
        else
            add(nullptr, 0, STMT_INDICATOR_NULL);
    }
    MYSQL_BIND bind() {
        MYSQL_BIND bind{};
        bind.buffer_type = MYSQL_TYPE_STRING;
        bind.buffer = texts_.data();
        bind.length = sizes_.data();
        bind.u.indicator = indicators_.data();
        return bind;
    }

private:
    void add(char* text, std::size_t size, enum_indicator_type indicator) {
        texts_.push_back(text);
        sizes_.push_back(size);
        indicators_.push_back(static_cast<char>(indicator));
    }

    std::vector<char*> texts_;
    std::vector<unsigned long> sizes_;
    std::vector<char> indicators_;
};

/// The client of MariaDB sends an array of rows with one statement.
class MysqlBulk final : public RawBulk {
public:
    explicit MysqlBulk(const std::string& url)
        : connection_(url), insert_(connection_.prepare("INSERT INTO users (name, hair_color) VALUES (?, ?)")) {}

    void load(std::vector<RawUser>& users) override { insert(users); }
    void insert(std::vector<RawUser>& users) override {
        TextColumn names(users.size());
        TextColumn colors(users.size());
        for (RawUser& user : users) {
            names.add(user.name);
            colors.add(user.hair_color);
        }
        std::array binds = {names.bind(), colors.bind()};
        const auto count = static_cast<unsigned>(users.size());
        mysql_stmt_attr_set(insert_.get(), STMT_ATTR_ARRAY_SIZE, &count);
        mysql_stmt_bind_param(insert_.get(), binds.data());
        execute(insert_);
    }

private:
    MysqlConnection connection_;
    MysqlStatement insert_;
};

const RegisteredRaw<RawBulk, MysqlBulk> kRegistered("mysql");

}  // namespace
}  // namespace azoth::bench
