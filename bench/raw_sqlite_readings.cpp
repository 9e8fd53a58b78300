// SPDX-License-Identifier: MIT
#include "raw_programs.hpp"
#include "raw_readings.hpp"
#include "raw_sqlite_connection.hpp"

namespace azoth::bench {
namespace {

class SqliteReadings final : public RawReadings {
public:
    explicit SqliteReadings(const std::string& url) : connection_(url) {
        run("CREATE TABLE readings (id INTEGER NOT NULL PRIMARY KEY, sensor BIGINT NOT NULL, "
            "place VARCHAR(100) NOT NULL, amount DOUBLE NOT NULL, note VARCHAR(100))");
        select_ = connection_.prepare("SELECT id, sensor, place, amount, note FROM readings");
    }

    void run(const std::string& sql) override { connection_.run(sql); }
    void settle() override { connection_.settle(); }

    void stream(ReadingSum& sum) override {
        RawReading reading;
        connection_.fetch(select_, [&](sqlite3_stmt* row) {
            reading.id = sqlite3_column_int64(row, 0);
            reading.sensor = sqlite3_column_int64(row, 1);
            read_text(row, 2, reading.place);
            reading.amount = sqlite3_column_double(row, 3);
            if (sqlite3_column_type(row, 4) == SQLITE_NULL)
                reading.note.reset();
            else
                read_text(row, 4, reading.note ? *reading.note : reading.note.emplace());
            sum.add(reading);
        });
    }

private:
    SqliteConnection connection_;
    SqliteStatement select_;
};

const RegisteredRaw<RawReadings, SqliteReadings> kRegistered("sqlite");

}  // namespace
}  // namespace azoth::bench
