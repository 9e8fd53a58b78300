// SPDX-License-Identifier: MIT
// What random work in sessions has brought to light, each in its smallest form.
#include "support/backend_test.hpp"
#include "support/random_session/entities.hpp"
#include "support/random_session/kind.hpp"

namespace azoth::test {
namespace {

using namespace random_session;

class SessionFindings : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) create_tables(engine());
    }

    Session open(bool has_autoflush = true) { return Session(engine(), {.autoflush = has_autoflush}); }
};

TEST_F(SessionFindings, ANewObjectThatWasDeletedAndAddedAgainIsInsertedOnce) {
    Session session = open();
    const Ref<Owner> owner = session.add(Owner{.label = "o"});
    session.delete_(owner);
    session.add(owner);
    session.commit();

    EXPECT_EQ(session.query<Owner>().count(), 1);
}

TEST_F(SessionFindings, AOneThatIsNotLoadedLosesItsOldObjectToTheNewOne) {
    {
        Session session = open();
        session.add(Owner{.label = "o", .card = Card{.label = "old"}});
        session.commit();
    }
    Session session = open();
    const Ref<Owner> owner = session.query<Owner>().one();
    session.add(Card{.label = "new", .parent = owner});
    session.commit();

    EXPECT_EQ(owner->card->label, "new");
    EXPECT_FALSE(open().query<Card>().where(c(&Card::label) == "old").one()->parent_key);
}

TEST_F(SessionFindings, AnObjectAddedAgainDoesNotHoldWhatWasDeletedMeanwhile) {
    Session session = open(false);
    const Ref<Owner> first = session.add(Owner{.label = "o", .parts = {{.label = "p"}}});
    const Ref<Part> part = first->parts.ref(0);
    NestedTransaction nested = session.begin_nested();
    Ref<Owner> second = session.add(Owner{.label = "p"});
    second->parts.push_back(part);
    nested.rollback();
    session.delete_(part);
    session.add(second);

    EXPECT_TRUE(second->parts.empty());
    session.commit();
    EXPECT_EQ(session.query<Part>().count(), 0);
}

TEST_F(SessionFindings, RowsAreDeletedInTheOrderOfTheReferencesThatTheyStillHave) {
    Session session = open(false);
    Ref<Node> child = session.add(Node{.label = "child", .parent = Node{.label = "parent"}});
    Ref<Node> parent = child->parent.ref();
    session.commit();
    child->parent = nullptr;
    child->children.push_back(parent);
    session.delete_(child);  // and its children
    session.commit();

    EXPECT_EQ(session.query<Node>().count(), 0);
}

}  // namespace
}  // namespace azoth::test
