// SPDX-License-Identifier: MIT
#include <string_view>

#include "raw_bulk.hpp"
#include "raw_postgresql_connection.hpp"
#include "raw_programs.hpp"

namespace azoth::bench {
namespace {

using namespace std::string_view_literals;

constexpr PostgresqlStatement kInsert{"insert", 2};
constexpr std::string_view kCopyHeader = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"sv;  // signature, flags, extension
constexpr std::uint16_t kCopyEnd = 0xFFFF;
constexpr int kChunk = 64 * 1024;

/// COPY, and a pipeline.
class PostgresqlBulk final : public RawBulk {
public:
    explicit PostgresqlBulk(const std::string& url) : connection_(url) {
        connection_.prepare(kInsert, "INSERT INTO users (name, hair_color) VALUES ($1, $2)", {kText, kText});
    }

    void load(std::vector<RawUser>& users) override {
        start_copy("COPY users (name, hair_color) FROM STDIN (FORMAT binary)");
        WireWriter chunk;
        chunk.append(kCopyHeader.data(), kCopyHeader.size());
        for (const RawUser& user : users) {
            chunk.add16(2);  // columns
            chunk.add(user.name);
            chunk.add(user.hair_color);
            if (chunk.size() >= kChunk) put(chunk);
        }
        chunk.add16(kCopyEnd);
        put(chunk);
        connection_.require(PQputCopyEnd(connection_.handle(), nullptr) == 1 ? 1 : 0);
        connection_.receive();
    }

    void insert(std::vector<RawUser>& users) override {
        connection_.start_pipeline();
        connection_.send(kBegin);
        for (const RawUser& user : users)
            connection_.send(kInsert, {user.name.data(), user.hair_color ? user.hair_color->data() : nullptr},
                             {size_of(user.name), user.hair_color ? size_of(*user.hair_color) : 0});
        connection_.send(kCommit);
        connection_.sync_pipeline();
        for (std::size_t i = 0; i < users.size() + 2; ++i) connection_.receive();
        connection_.finish_pipeline();
    }

private:
    void start_copy(const char* sql) const {
        const PostgresqlResult answer(PQexec(connection_.handle(), sql));
        if (PQresultStatus(answer.get()) != PGRES_COPY_IN) connection_.fail();
    }
    void put(WireWriter& chunk) const {
        connection_.require(PQputCopyData(connection_.handle(), chunk.data(), chunk.size()) == 1 ? 1 : 0);
        chunk.clear();
    }

    PostgresqlConnection connection_;
};

const RegisteredRaw<RawBulk, PostgresqlBulk> kRegistered("postgresql");

}  // namespace
}  // namespace azoth::bench
