// SPDX-License-Identifier: MIT
#include "raw_mysql_connection.hpp"
#include "raw_programs.hpp"
#include "raw_readings.hpp"

namespace azoth::bench {
namespace {

class MysqlReadings final : public RawReadings {
public:
    explicit MysqlReadings(const std::string& url) : connection_(url) {
        run("DROP TABLE IF EXISTS readings");
        run("CREATE TABLE readings (id BIGINT NOT NULL PRIMARY KEY, sensor BIGINT NOT NULL, "
            "place VARCHAR(100) NOT NULL, amount DOUBLE NOT NULL, note VARCHAR(100)) "
            "ENGINE=InnoDB CHARACTER SET utf8mb4");
        select_ = connection_.prepare("SELECT id, sensor, place, amount, note FROM readings");
        row_.bind_to(select_);
    }

    void run(const std::string& sql) override { connection_.run(sql); }
    void settle() override { connection_.settle("readings"); }

    void stream(ReadingSum& sum) override {
        RawReading reading;
        fetch(select_, [&] {
            reading.id = row_.integer(0);
            reading.sensor = row_.integer(1);
            reading.place = row_.text(2);
            reading.amount = row_.real(3);
            if (row_.is_null(4))
                reading.note.reset();
            else
                (reading.note ? *reading.note : reading.note.emplace()) = row_.text(4);
            sum.add(reading);
        });
    }

private:
    MysqlConnection connection_;
    MysqlRow row_{MYSQL_TYPE_LONGLONG, MYSQL_TYPE_LONGLONG, MYSQL_TYPE_STRING, MYSQL_TYPE_DOUBLE, MYSQL_TYPE_STRING};
    MysqlStatement select_;
};

const RegisteredRaw<RawReadings, MysqlReadings> kRegistered("mysql");

}  // namespace
}  // namespace azoth::bench
