// SPDX-License-Identifier: MIT
#include "raw_bulk.hpp"
#include "raw_programs.hpp"
#include "raw_sqlite_connection.hpp"

namespace azoth::bench {
namespace {

/// SQLite has no faster way than a prepared INSERT.
class SqliteBulk final : public RawBulk {
public:
    explicit SqliteBulk(const std::string& url)
        : connection_(url), insert_(connection_.prepare("INSERT INTO users (name, hair_color) VALUES (?, ?)")) {}

    void load(std::vector<RawUser>& users) override { insert(users); }
    void insert(std::vector<RawUser>& users) override {
        connection_.begin();
        for (const RawUser& user : users) {
            bind(insert_.get(), 1, user.name);
            bind(insert_.get(), 2, user.hair_color);
            connection_.execute(insert_);
        }
        connection_.commit();
    }

private:
    SqliteConnection connection_;
    SqliteStatement insert_;
};

const RegisteredRaw<RawBulk, SqliteBulk> kRegistered("sqlite");

}  // namespace
}  // namespace azoth::bench
