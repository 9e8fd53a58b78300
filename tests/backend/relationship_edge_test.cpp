// SPDX-License-Identifier: MIT
// Relationships in unusual circumstances: unpaired sides, objects that leave the session, work that is tried again.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

/// Page has no One: its foreign key follows from the Many alone.
struct Page {
    std::int64_t id = 0;
    std::string text;
    std::optional<std::int64_t> folder_id;
};

struct Folder {
    std::int64_t id = 0;
    std::string name;
    Many<Page> pages;
};

/// The same with DeleteOrphan, three levels deep.
struct Leaf {
    std::int64_t id = 0;
    std::int64_t twig_id = 0;
};

struct Twig {
    std::int64_t id = 0;
    std::int64_t tree_id = 0;
    Many<Leaf> leaves;
};

struct Tree {
    std::int64_t id = 0;
    std::string name;
    Many<Twig> twigs;
};

/// Two names for one-to-one, whose owner is optional.
struct Ring;

struct Finger {
    std::int64_t id = 0;
    std::string name;
    One<Ring> ring;
};

struct Ring {
    std::int64_t id = 0;
    std::optional<std::int64_t> finger_id;
    One<Finger> finger;
};

/// One-to-one whose owner must be there.
struct Passport {
    std::int64_t id = 0;
    std::int64_t citizen_id = 0;
    std::string number;
};

struct Citizen {
    std::int64_t id = 0;
    std::string name;
    One<Passport> passport;
};

/// The only way to the parent is a One.
struct Label {
    std::int64_t id = 0;
    std::optional<std::int64_t> folder_id;
    One<Folder> folder;
};

/// Its key contains its parent's.
struct Box;

struct Slot {
    std::int64_t box_id = 0;
    std::int32_t number = 0;
    One<Box> box;
};

struct Box {
    std::int64_t id = 0;
    std::string name;
    Many<Slot> slots;
};

void mapping(Mapper<Page>& m) {
    m.table("pages");
    m.columns<&Page::id, &Page::text, &Page::folder_id>();
    m.primary_key(&Page::id);
    m.column(&Page::folder_id).references(&Folder::id);
}

void mapping(Mapper<Folder>& m) {
    m.table("folders");
    m.columns<&Folder::id, &Folder::name>();
    m.primary_key(&Folder::id);
    m.relationship<&Folder::pages>().order_by(&Page::id);
}

void mapping(Mapper<Leaf>& m) {
    m.table("leaves");
    m.columns<&Leaf::id, &Leaf::twig_id>();
    m.primary_key(&Leaf::id);
    m.column(&Leaf::twig_id).references(&Twig::id);
}

void mapping(Mapper<Twig>& m) {
    m.table("twigs");
    m.columns<&Twig::id, &Twig::tree_id>();
    m.primary_key(&Twig::id);
    m.column(&Twig::tree_id).references(&Tree::id);
    m.relationship<&Twig::leaves>().cascade(Cascade::All | Cascade::DeleteOrphan).loading(Loading::Raise);
}

void mapping(Mapper<Tree>& m) {
    m.table("trees");
    m.columns<&Tree::id, &Tree::name>();
    m.primary_key(&Tree::id);
    m.column(&Tree::name).type(String{20}).unique();
    m.relationship<&Tree::twigs>().cascade(Cascade::All | Cascade::DeleteOrphan).order_by(&Twig::id);
}

void mapping(Mapper<Finger>& m) {
    m.table("fingers");
    m.columns<&Finger::id, &Finger::name>();
    m.primary_key(&Finger::id);
    m.relationship<&Finger::ring>();
}

void mapping(Mapper<Ring>& m) {
    m.table("rings");
    m.columns<&Ring::id, &Ring::finger_id>();
    m.primary_key(&Ring::id);
    m.column(&Ring::finger_id).references(&Finger::id);
    m.relationship<&Ring::finger>();
}

void mapping(Mapper<Passport>& m) {
    m.table("passports");
    m.columns<&Passport::id, &Passport::citizen_id, &Passport::number>();
    m.primary_key(&Passport::id);
    m.column(&Passport::citizen_id).references(&Citizen::id);
}

void mapping(Mapper<Citizen>& m) {
    m.table("citizens");
    m.columns<&Citizen::id, &Citizen::name>();
    m.primary_key(&Citizen::id);
    m.relationship<&Citizen::passport>().cascade(Cascade::All | Cascade::DeleteOrphan);
}

void mapping(Mapper<Label>& m) {
    m.table("labels");
    m.columns<&Label::id, &Label::folder_id>();
    m.primary_key(&Label::id);
    m.column(&Label::folder_id).references(&Folder::id);
    m.relationship<&Label::folder>();
}

void mapping(Mapper<Slot>& m) {
    m.table("slots");
    m.columns<&Slot::box_id, &Slot::number>();
    m.primary_key(&Slot::box_id, &Slot::number);
    m.column(&Slot::box_id).references(&Box::id);
    m.relationship<&Slot::box>();
}

void mapping(Mapper<Box>& m) {
    m.table("boxes");
    m.columns<&Box::id, &Box::name>();
    m.primary_key(&Box::id);
    m.relationship<&Box::slots>();
}

class RelationshipEdges : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped())
            Registry::of<Page, Folder, Leaf, Twig, Tree, Finger, Ring, Passport, Citizen, Label, Slot, Box>()
                .create_all(engine());
    }
    Session open() { return Session(engine()); }
    template <class T>
    std::int64_t count() {
        return open().query<T>().count();
    }
};

// Misuse.

TEST_F(RelationshipEdges, AValueInNoSessionHasNoRef) {
    const Folder folder{.name = "a", .pages = {{.text = "one"}}};
    const Citizen citizen{.name = "Ann", .passport = Passport{}};

    expect_error<ArgumentError>("not_in_session", "add() the value to a session first", [&] { folder.pages.ref(0); });
    expect_error<ArgumentError>("not_in_session", "add() the value to a session first",
                                [&] { citizen.passport.ref(); });
}

TEST_F(RelationshipEdges, APositionBeyondTheEndCannotBeErased) {
    Session session = open();
    Ref<Folder> folder = session.add(Folder{.name = "a", .pages = {{.text = "one"}}});

    expect_error<ArgumentError>("not_related", "position 1 cannot be erased: the relationship has 1 objects",
                                [&] { folder->pages.erase(1); });
}

TEST_F(RelationshipEdges, CollectionsCannotBeSwapped) {
    Session session = open();
    Ref<Folder> a = session.add(Folder{.name = "a", .pages = {{.text = "one"}}});
    Ref<Folder> b = session.add(Folder{.name = "b"});
    session.commit();

    expect_error<DetachedError>("relation_of_copy", "Folder::pages of a session's object cannot be moved away",
                                [&] { std::swap(a->pages, b->pages); });
    EXPECT_EQ(a->pages.size(), 1U);
    EXPECT_TRUE(b->pages.empty());
    session.commit();
    EXPECT_EQ(open().query<Page>().one()->folder_id, a->id);
}

TEST_F(RelationshipEdges, AnObjectThatWasMovedOutIsWrittenBack) {
    Session session = open();
    Ref<Folder> a = session.add(Folder{.name = "a", .pages = {{.text = "one"}}});
    Ref<Folder> b = session.add(Folder{.name = "b"});
    session.commit();
    Folder value = std::move(*a);
    value.name = "new";
    *a = value;
    *a = std::move(value);
    Folder other = std::move(*a);
    a->name = "new";
    expect_error<DetachedError>("relation_of_copy", "Folder::pages of a session's object cannot be moved away",
                                [&] { b->pages = other.pages; });
    other.pages.push_back(Page{.text = "two"});
    EXPECT_EQ(std::as_const(other).pages.size(), 1U);
    session.commit();

    Session fresh = open();
    const Ref<Folder> kept = fresh.get<Folder>(a->id);
    EXPECT_EQ(kept->name, "new");
    EXPECT_EQ(kept->pages.size(), 1U);
}

// Unpaired sides.

TEST_F(RelationshipEdges, AnUnpairedManyHoldsAnObjectOnce) {
    Session session = open();
    Ref<Folder> folder = session.add(Folder{.name = "a"});
    const Ref<Page> page = session.add(Page{.text = "one"});
    folder->pages.push_back(page);
    folder->pages.push_back(page);
    EXPECT_EQ(folder->pages.size(), 1U);
    session.commit();

    EXPECT_EQ(open().get<Page>(page->id)->folder_id, folder->id);
}

TEST_F(RelationshipEdges, AnUnpairedManyMovesAnObject) {
    Session session = open();
    Ref<Folder> a = session.add(Folder{.name = "a", .pages = {{.text = "one"}}});
    Ref<Folder> b = session.add(Folder{.name = "b"});
    session.commit();
    const Ref<Page> page = a->pages.ref(0);
    a->pages.remove(page);
    b->pages.push_back(page);
    session.commit();

    EXPECT_EQ(open().get<Page>(page->id)->folder_id, b->id);
}

TEST_F(RelationshipEdges, RemovingFromAnUnpairedManySetsNull) {
    Session session = open();
    Ref<Folder> folder = session.add(Folder{.name = "a", .pages = {{.text = "one"}, {.text = "two"}}});
    session.commit();
    folder->pages.erase(0);
    session.commit();

    EXPECT_EQ(open().query<Page>().where(c(&Page::folder_id) == std::nullopt).one()->text, "one");
}

TEST_F(RelationshipEdges, DeletingTheParentOfAnUnpairedManySetsNull) {
    Session session = open();
    const Ref<Folder> folder = session.add(Folder{.name = "a", .pages = {{.text = "one"}}});
    session.commit();
    session.delete_(folder);
    session.commit();

    EXPECT_EQ(open().query<Page>().one()->folder_id, std::nullopt);
}

TEST_F(RelationshipEdges, AChildPutInAndTakenOutAgainOfAnUnpairedManyIsAnOrphan) {
    Session session = open();
    Ref<Tree> tree = session.add(Tree{.name = "oak"});
    session.commit();
    tree->twigs.push_back(Twig{});
    tree->twigs.erase(0);
    session.commit();

    EXPECT_EQ(count<Twig>(), 0);
}

TEST_F(RelationshipEdges, AnOrphanOfAnUnpairedManyIsDeletedWithItsChildren) {
    Session session = open();
    Ref<Tree> tree = session.add(Tree{.name = "oak", .twigs = {{.leaves = {{}, {}}}, {.leaves = {{}}}}});
    session.commit();
    tree->twigs.erase(0);
    session.commit();

    EXPECT_EQ(count<Twig>(), 1);
    EXPECT_EQ(count<Leaf>(), 1);
}

TEST_F(RelationshipEdges, AnOrphanTakenInByAnotherParentLives) {
    Session session = open();
    Ref<Tree> oak = session.add(Tree{.name = "oak", .twigs = {Twig{}}});
    Ref<Tree> elm = session.add(Tree{.name = "elm"});
    session.commit();
    const Ref<Twig> twig = oak->twigs.ref(0);
    oak->twigs.remove(twig);
    elm->twigs.push_back(twig);
    session.commit();

    EXPECT_EQ(open().query<Twig>().one()->tree_id, elm->id);
}

TEST_F(RelationshipEdges, AnOrphanCanBeTakenInAfterAFailedFlush) {
    Session session = open();
    session.add(Tree{.name = "ash"});
    Ref<Tree> oak = session.add(Tree{.name = "oak", .twigs = {Twig{}}});
    Ref<Tree> elm = session.add(Tree{.name = "elm"});
    session.commit();
    const Ref<Twig> twig = oak->twigs.ref(0);
    oak->twigs.remove(twig);
    elm->name = "ash";
    EXPECT_THROW(session.flush(), IntegrityError);
    elm->name = "elm";
    elm->twigs.push_back(twig);
    session.commit();

    EXPECT_EQ(open().query<Twig>().one()->tree_id, elm->id);
}

TEST_F(RelationshipEdges, CascadesOverThreeLevelsEvenWhereLoadingIsRefused) {
    Session session = open();
    session.add(Tree{.name = "oak", .twigs = {{.leaves = {{}, {}}}, {.leaves = {{}}}}});
    session.commit();
    Session other = open();
    other.delete_(other.query<Tree>().one());
    other.commit();

    EXPECT_EQ(count<Tree>() + count<Twig>() + count<Leaf>(), 0);
}

// Pending objects that leave again.

TEST_F(RelationshipEdges, APendingObjectTakesItsChildrenAlongWhenItIsDeleted) {
    Session session = open();
    const Ref<Tree> tree = session.add(Tree{.name = "oak", .twigs = {{.leaves = {{}}}}});
    session.delete_(tree);
    EXPECT_FALSE(session.is_modified());
    session.commit();

    EXPECT_EQ(session.state(tree), ObjectState::Transient);
    EXPECT_EQ(count<Tree>() + count<Twig>() + count<Leaf>(), 0);
}

TEST_F(RelationshipEdges, ADeletedPendingChildLeavesItsParentsCollection) {
    Session session = open();
    Ref<Box> box = session.add(Box{.name = "b"});
    box->slots.push_back(Slot{.number = 1});
    session.delete_(box->slots.ref(0));

    EXPECT_TRUE(box->slots.empty());
    session.commit();
    EXPECT_EQ(count<Slot>(), 0);
}

TEST_F(RelationshipEdges, AnOptionalParentThatIsDeletedWhilePendingIsForgotten) {
    Session session = open();
    const Ref<Folder> folder = session.add(Folder{.name = "a", .pages = {{.text = "one"}}});
    session.delete_(folder);
    session.commit();

    EXPECT_EQ(open().query<Page>().one()->folder_id, std::nullopt);
    EXPECT_EQ(count<Folder>(), 0);
}

TEST_F(RelationshipEdges, AnObjectWhoseParentWasLetGoIsAnErrorThatSaysSo) {
    Session session = open();
    const Ref<Folder> folder = session.add(Folder{.name = "a"});
    Ref<Label> label = session.add(Label{});
    label->folder = folder;
    session.expunge(folder);

    expect_error<ArgumentError>("not_in_session", "a new Folder", [&] { session.flush(); });
    session.add(folder);
    session.commit();
    EXPECT_EQ(open().query<Label>().one()->folder->name, "a");
}

TEST_F(RelationshipEdges, AnObjectThatIsAddedAgainTakesItsOldChildrenBack) {
    Session session = open();
    Ref<Box> first = session.add(Box{.name = "first", .slots = {{.number = 1}}});
    session.commit();
    const Ref<Slot> slot = first->slots.ref(0);
    Ref<Box> second = session.add(Box{.name = "second"});
    second->slots.push_back(slot);
    session.flush();
    session.rollback();
    session.add(second);
    session.commit();

    EXPECT_EQ(open().query<Slot>().one()->box_id, second->id);
}

// One-to-one.

TEST_F(RelationshipEdges, AReplacedOneToOneLosesItsOwner) {
    Session session = open();
    Ref<Finger> finger = session.add(Finger{.name = "thumb", .ring = Ring{}});
    session.commit();
    const Ref<Ring> old = finger->ring.ref();
    finger->ring = Ring{};
    session.commit();

    EXPECT_FALSE(old->finger);
    EXPECT_EQ(open().get<Ring>(old->id)->finger_id, std::nullopt);
    EXPECT_EQ(open().get<Ring>(finger->ring->id)->finger_id, finger->id);
}

TEST_F(RelationshipEdges, AOneToOneIsReplacedFromTheOtherSideToo) {
    Session session = open();
    Ref<Finger> finger = session.add(Finger{.name = "thumb", .ring = Ring{}});
    Ref<Ring> fresh = session.add(Ring{});
    session.commit();
    const Ref<Ring> old = finger->ring.ref();
    fresh->finger = finger;
    session.commit();

    EXPECT_EQ(finger->ring.ref(), fresh);
    EXPECT_FALSE(old->finger);
    EXPECT_EQ(open().get<Ring>(old->id)->finger_id, std::nullopt);
}

TEST_F(RelationshipEdges, ANewOneToOneReplacesOneThatIsNotLoaded) {
    {
        Session session = open();
        session.add(Citizen{.name = "Ann", .passport = Passport{.number = "A1"}});
        session.commit();
    }
    Session session = open();
    Ref<Citizen> ann = session.query<Citizen>().one();
    ann->passport = Passport{.number = "B2"};
    session.commit();

    EXPECT_EQ(open().query<Passport>().one()->number, "B2");
}

TEST_F(RelationshipEdges, AOneToOneThatWasAddedBeforeReplacesOneThatIsNotLoaded) {
    {
        Session session = open();
        session.add(Citizen{.name = "Ann", .passport = Passport{.number = "A1"}});
        session.commit();
    }
    Session session = open();
    Ref<Citizen> ann = session.query<Citizen>().one();
    const Ref<Passport> fresh = session.add(Passport{.number = "B2"});
    ann->passport = fresh;
    session.commit();

    EXPECT_EQ(open().query<Passport>().one()->number, "B2");
}

TEST_F(RelationshipEdges, ANewOneToOneReplacesOneWhoseForeignKeyWasSetByHand) {
    Session session = open();
    session.add(Citizen{.name = "Ann", .passport = Passport{.number = "A1"}});
    session.add(Citizen{.name = "Bob"});
    session.commit();
    session.expunge_all();
    Ref<Passport> passport = session.query<Passport>().one();
    Ref<Citizen> bob = session.query<Citizen>().where(c(&Citizen::name) == "Bob").one();
    passport->citizen_id = bob->id;
    bob->passport = Passport{.number = "B2"};
    session.commit();

    EXPECT_EQ(open().query<Passport>().one()->number, "B2");
}

TEST_F(RelationshipEdges, AOneToOneThatMustNotBeLoadedIsNotReplacedEither) {
    Session session = open();
    session.add(Citizen{.name = "Ann", .passport = Passport{.number = "A1"}});
    session.commit();
    session.expunge_all();
    Ref<Citizen> ann = session.query<Citizen>().options(raiseload(&Citizen::passport)).one();
    expect_error<ArgumentError>("lazy_load_refused", "Citizen::passport was refused by raiseload()",
                                [&] { ann->passport = Passport{.number = "B2"}; });
    session.commit();

    EXPECT_EQ(open().query<Passport>().one()->number, "A1");
}

TEST_F(RelationshipEdges, AnEmptiedOneToOneSetsNull) {
    Session session = open();
    Ref<Finger> finger = session.add(Finger{.name = "thumb", .ring = Ring{}});
    session.commit();
    finger->ring = nullptr;
    session.commit();

    EXPECT_EQ(open().query<Ring>().one()->finger_id, std::nullopt);
}

// Keys.

TEST_F(RelationshipEdges, AKeyThatFollowsFromItsParentIsFiledAnewAndBack) {
    Session session = open();
    Ref<Box> first = session.add(Box{.name = "first", .slots = {{.number = 1}}});
    Ref<Box> second = session.add(Box{.name = "second"});
    session.commit();
    const std::int64_t first_id = first->id;
    const std::int64_t second_id = second->id;
    Ref<Slot> slot = first->slots.ref(0);
    slot->box = second;
    session.flush();
    EXPECT_EQ(session.get<Slot>(second_id, 1), slot);
    session.rollback();

    EXPECT_EQ(slot->box_id, first_id);
    EXPECT_FALSE(session.get<Slot>(second_id, 1));
    EXPECT_EQ(session.get<Slot>(first_id, 1), slot);
}

// Reading.

TEST_F(RelationshipEdges, ChildrenOfAReadOnlyObjectBelongToTheTrackedOne) {
    {
        Session session = open();
        session.add(Box{.name = "first", .slots = {{.number = 1}}});
        session.commit();
    }
    Session session = open();
    const auto boxes = session.scalars(select<const Box>());
    ASSERT_EQ(boxes[0]->slots.size(), 1U);
    Ref<Slot> slot = session.query<Slot>().one();
    slot->box->name = "changed";
    session.commit();

    EXPECT_EQ(slot->box.ref(), session.get<Box>(slot->box_id));
    EXPECT_EQ(open().query<Box>().one()->name, "changed");
}

TEST_F(RelationshipEdges, ACollectionLoadedWithoutAutoflushShowsWhatWasMovedInMemory) {
    {
        Session session = open();
        session.add(Box{.name = "first", .slots = {{.number = 1}, {.number = 2}}});
        session.add(Box{.name = "second"});
        session.commit();
    }
    Session session(engine(), {.autoflush = false});
    Ref<Box> first = session.query<Box>().where(c(&Box::name) == "first").one();
    Ref<Box> second = session.query<Box>().where(c(&Box::name) == "second").one();
    Ref<Slot> slot = session.get<Slot>(first->id, 1);
    slot->box = second;
    second->slots.push_back(Slot{.number = 7});

    EXPECT_EQ(first->slots.size(), 1U);
    EXPECT_EQ(second->slots.size(), 2U);
}

TEST_F(RelationshipEdges, AForeignKeyGivenByHandLeadsToItsParentOnceItIsWritten) {
    Session session = open();
    const Ref<Folder> folder = session.add(Folder{.name = "a"});
    session.commit();
    const Ref<Label> label = session.add(Label{.folder_id = folder->id});
    session.commit();

    ASSERT_TRUE(label->folder);
    EXPECT_EQ(label->folder->name, "a");
}

TEST_F(RelationshipEdges, WritingAWholeNewValueTakesItsForeignKey) {
    Session session = open();
    const Ref<Folder> a = session.add(Folder{.name = "a"});
    const Ref<Folder> b = session.add(Folder{.name = "b"});
    Ref<Label> label = session.add(Label{.folder = a});
    session.commit();
    *label = Label{.id = label->id, .folder_id = b->id};
    session.commit();

    EXPECT_EQ(open().get<Label>(label->id)->folder_id, b->id);
    EXPECT_EQ(label->folder->name, "b");
}

}  // namespace
}  // namespace azoth::test
