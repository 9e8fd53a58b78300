// SPDX-License-Identifier: MIT
// Long chains and many objects: nothing calls itself once per row, nothing looks at what was not touched.
#include "support/backend_test.hpp"
#include "support/random_session/entities.hpp"
#include "support/random_session/kind.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

using namespace random_session;

class SessionChains : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) create_tables(engine());
    }
};

TEST_F(SessionChains, AChainOfTenThousandRowsIsInsertedAndDeletedWithItsRoot) {
    Session session(engine());
    const Ref<Node> root = session.add(Node{.label = "0"});
    Ref<Node> last = root;
    for (int i = 1; i < 10'000; ++i) last = session.add(Node{.label = std::to_string(i), .parent = last});
    session.flush();
    EXPECT_EQ(session.query<Node>().count(), 10'000);

    session.delete_(root);
    session.flush();
    EXPECT_EQ(session.query<Node>().count(), 0);
}

TEST_F(SessionChains, AFlushWritesTheTenOfManyThatChanged) {
    Session session(engine());
    std::vector<Mark> marks;
    for (int i = 0; i < 20'000; ++i) marks.push_back(Mark{.label = std::to_string(i)});
    session.add_all(marks);
    session.commit();
    const auto all = session.scalars(select<Mark>().order_by(&Mark::id));
    for (std::size_t i = 0; i < 10; ++i) {
        Ref<Mark> mark = all[i * 2'000];
        mark->amount = static_cast<int>(i);
    }
    const StatementLog log(engine());
    session.flush();

    expect_statements(log, 1);
    EXPECT_EQ(log.row_counts(), std::vector<std::size_t>{10});
}

}  // namespace
}  // namespace azoth::test
