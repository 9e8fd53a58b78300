// SPDX-License-Identifier: MIT
// UPDATE of a part of a column.
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/sql/array.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/types/array_types.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using Numbers = std::vector<int>;
using Table2d = std::vector<Numbers>;

class PartAssignments : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        create_all(metadata_, engine());
        engine().begin([&](Connection& connection) {
            connection.execute(
                insert(boxes).values(id = 1, numbers = Numbers{1, 2, 3, 4}, grid = Table2d{{1, 2}, {3, 4}}));
        });
    }

private:
    MetaData metadata_;

public:
    Table boxes{"boxes", metadata_, Column("id", Integer{}).primary_key(),
                Column("numbers", detail::sql_type_of<Numbers>()), Column("grid", detail::sql_type_of<Table2d>())};
    ColumnExpr<int> id = boxes.c<int>("id");
    ColumnExpr<Numbers> numbers = boxes.c<Numbers>("numbers");
    ColumnExpr<Table2d> grid = boxes.c<Table2d>("grid");
};

TEST_F(PartAssignments, ChangeElementsAndSlices) {
    const auto change = update(boxes)
                            .set(as_array(numbers)[1], 10)
                            .set(as_array(numbers).slice(3, 4), Numbers{30, 40})
                            .set(as_array(grid)[2][1], 7)
                            .where(id == 1);
    Connection connection = engine().connect();
    if (!capabilities().assigns_to_parts) {
        expect_error<CompileError>("unsupported", "assignment to a part of a column",
                                   [&] { connection.execute(change); });
        return;
    }
    connection.execute(change);

    EXPECT_EQ(connection.scalar(select(numbers)), (Numbers{10, 2, 30, 40}));
    EXPECT_EQ(connection.scalar(select(grid)), (Table2d{{1, 2}, {7, 4}}));
    EXPECT_EQ(connection.scalar(select(as_array(grid)[2][2])), 4);
}

}  // namespace
}  // namespace azoth::test
