// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_row.hpp"

#include <initializer_list>
#include <string>

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"

namespace azoth::mysql::test {
namespace {

using azoth::test::expect_error;

/// Reads a row of one column.
struct OneColumn {
    explicit OneColumn(ColumnFormat format) : reader({format}, columns) {}

    ValueView read(std::initializer_list<unsigned char> cell) {
        row = {0, 0};  // the header, and no NULL
        row.insert(row.end(), cell);
        return *reader.read(row);
    }

    std::vector<driver::ResultColumn> columns = {{"c"}};
    RowReader reader;
    std::vector<unsigned char> row;
};

TEST(MysqlRow, ReadsLengthsOfEverySize) {
    OneColumn column({WireFormat::Data, ValueKind::Text});

    EXPECT_EQ(column.read({2, 'o', 'k'}).as_text(), "ok");
    EXPECT_EQ(column.read({0xfc, 2, 0, 'o', 'k'}).as_text(), "ok");
    EXPECT_EQ(column.read({0xfd, 2, 0, 0, 'o', 'k'}).as_text(), "ok");
    EXPECT_EQ(column.read({0xfe, 2, 0, 0, 0, 0, 0, 0, 0, 'o', 'k'}).as_text(), "ok");
}

TEST(MysqlRow, IsRefusedWhenItIsCutOff) {
    OneColumn text({WireFormat::Data, ValueKind::Text});
    OneColumn number({WireFormat::Int32, ValueKind::Int64});

    expect_error<ConnectionError>("connection_lost", "a row that cannot be read", [&] { text.read({3, 'o', 'k'}); });
    expect_error<ConnectionError>("connection_lost", "a row that cannot be read", [&] { text.read({0xff}); });
    expect_error<ConnectionError>("connection_lost", "a row that cannot be read", [&] { number.read({1, 2, 3}); });
}

TEST(MysqlRow, IsRefusedWhenATimeHasMoreDaysThanFit) {
    OneColumn time({WireFormat::Time, ValueKind::Time});

    expect_error<ConnectionError>("connection_lost", "a row that cannot be read", [&] {
        time.read({8, 0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3});
    });
}

TEST(MysqlRow, ReadsBitsAsANumberInNetworkOrder) {
    OneColumn column({WireFormat::Bits, ValueKind::Int64});

    EXPECT_EQ(column.read({2, 0x0a, 0xbc}), ValueView::int64(0xabc));
}

TEST(MysqlRow, ReadsTimesWithAndWithoutMicroseconds) {
    OneColumn column({WireFormat::Time, ValueKind::Time});

    EXPECT_EQ(column.read({0}), ValueView::scalar(ValueKind::Time, 0));
    EXPECT_EQ(column.read({8, 0, 0, 0, 0, 0, 1, 2, 3}), ValueView::scalar(ValueKind::Time, 3'723'000'000));
    EXPECT_EQ(column.read({12, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0, 0, 0}), ValueView::scalar(ValueKind::Time, 1'000'005));
}

TEST(MysqlRow, RefusesTheZeroDateByItsShortestForm) {
    OneColumn column({WireFormat::Date, ValueKind::Date});

    expect_error<DataError>("bad_date", "column 'c' holds 0000-00-00, which is no date", [&] { column.read({0}); });
}

}  // namespace
}  // namespace azoth::mysql::test
