// SPDX-License-Identifier: MIT
#include "raw_postgresql_connection.hpp"
#include "raw_programs.hpp"
#include "raw_readings.hpp"

namespace azoth::bench {
namespace {

constexpr PostgresqlStatement kSelect{"select", 0};
constexpr int kCopyHeader = 19;  // signature, flags, extension

struct CopyBufferCloser {
    void operator()(char* data) const { PQfreemem(data); }
};

/// The cells of a row as COPY sends it, one after another.
class CopyRow {
public:
    explicit CopyRow(const char* data) : next_(data) {}

    std::int16_t column_count() { return static_cast<std::int16_t>(be16toh(take<std::uint16_t>())); }
    std::int64_t integer() {
        start_cell();
        return read_int8(skip(sizeof(std::int64_t)));
    }
    double real() {
        start_cell();
        return read_float8(skip(sizeof(double)));
    }
    void text(std::string& text) { assign(text, start_cell()); }
    void text(std::optional<std::string>& text) {
        const std::int32_t size = start_cell();
        if (size < 0)
            text.reset();
        else
            assign(text ? *text : text.emplace(), size);
    }

private:
    template <class T>
    T take() {
        T wire{};
        std::memcpy(&wire, skip(sizeof wire), sizeof wire);
        return wire;
    }
    const char* skip(std::size_t size) {
        const char* const data = next_;
        next_ += size;
        return data;
    }
    /// Its size; negative: NULL.
    std::int32_t start_cell() { return static_cast<std::int32_t>(be32toh(take<std::uint32_t>())); }
    void assign(std::string& text, std::int32_t size) {
        text.assign(skip(static_cast<std::size_t>(size)), static_cast<std::size_t>(size));
    }

    const char* next_;
};

class PostgresqlReadings final : public RawReadings {
public:
    explicit PostgresqlReadings(const std::string& url) : connection_(url) {
        run("DROP TABLE IF EXISTS readings");
        run("CREATE TABLE readings (id BIGINT PRIMARY KEY, sensor BIGINT NOT NULL, place VARCHAR(100) NOT NULL, "
            "amount DOUBLE PRECISION NOT NULL, note VARCHAR(100)) WITH (autovacuum_enabled = off)");
        connection_.prepare(kSelect, "SELECT id, sensor, place, amount, note FROM readings");
    }

    void run(const std::string& sql) override { connection_.run(sql); }
    void settle() override { connection_.settle("readings"); }

    void stream(ReadingSum& sum) override {
        start_copy("COPY (SELECT id, sensor, place, amount, note FROM readings) TO STDOUT (FORMAT binary)");
        RawReading reading;
        int offset = kCopyHeader;  // before the first row
        char* data = nullptr;
        while (PQgetCopyData(connection_.handle(), &data, 0) > 0) {
            const std::unique_ptr<char, CopyBufferCloser> owner(data);
            CopyRow row(data + offset);
            offset = 0;
            if (row.column_count() < 0) continue;  // the end of the data
            reading.id = row.integer();
            reading.sensor = row.integer();
            row.text(reading.place);
            reading.amount = row.real();
            row.text(reading.note);
            sum.add(reading);
        }
        connection_.receive();
    }

    bool has_row_by_row() const override { return true; }
    void stream_row_by_row(ReadingSum& sum) override {
        connection_.send(kSelect);
        connection_.require(PQsetSingleRowMode(connection_.handle()));
        RawReading reading;
        while (const PostgresqlResult row{PQgetResult(connection_.handle())}) {
            if (PQresultStatus(row.get()) == PGRES_TUPLES_OK) continue;  // the end of the rows
            if (PQresultStatus(row.get()) != PGRES_SINGLE_TUPLE) connection_.fail();
            reading.id = read_int8(row.get(), 0, 0);
            reading.sensor = read_int8(row.get(), 0, 1);
            read_text(row.get(), 0, 2, reading.place);
            reading.amount = read_float8(PQgetvalue(row.get(), 0, 3));
            if (PQgetisnull(row.get(), 0, 4) != 0)
                reading.note.reset();
            else
                read_text(row.get(), 0, 4, reading.note ? *reading.note : reading.note.emplace());
            sum.add(reading);
        }
    }

private:
    void start_copy(const char* sql) const {
        const PostgresqlResult answer(PQexec(connection_.handle(), sql));
        if (PQresultStatus(answer.get()) != PGRES_COPY_OUT) connection_.fail();
    }

    PostgresqlConnection connection_;
};

const RegisteredRaw<RawReadings, PostgresqlReadings> kRegistered("postgresql");

}  // namespace
}  // namespace azoth::bench
