// SPDX-License-Identifier: MIT
// Many-to-many through the table of a mapped class, and collections as sets.
#include "azoth/azoth.hpp"
#include "azoth/orm/association_proxy.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Enrolment;
struct Course;

struct Student {
    std::int64_t id = 0;
    std::string name;
    Many<Course> courses;
    Many<Enrolment> enrolments;
};

struct Course {
    std::int64_t id = 0;
    std::string title;
    Many<Student> students;
};

struct Enrolment {
    std::int64_t student_id = 0;
    std::int64_t course_id = 0;
    std::optional<int> grade;
    One<Student> student;
    One<Course> course;
};

void mapping(Mapper<Student>& m) {
    m.table("rc_students");
    m.columns<&Student::id, &Student::name>();
    m.primary_key(&Student::id);
    m.relationship<&Student::courses>().secondary<Enrolment>().order_by(&Course::title);
    m.relationship<&Student::enrolments>().view_only();
}

void mapping(Mapper<Course>& m) {
    m.table("rc_courses");
    m.columns<&Course::id, &Course::title>();
    m.primary_key(&Course::id);
    m.relationship<&Course::students>().secondary<Enrolment>();
}

void mapping(Mapper<Enrolment>& m) {
    m.table("rc_enrolments");
    m.columns<&Enrolment::student_id, &Enrolment::course_id, &Enrolment::grade>();
    m.primary_key(&Enrolment::student_id, &Enrolment::course_id);
    m.column(&Enrolment::student_id).references(&Student::id);
    m.column(&Enrolment::course_id).references(&Course::id);
    m.relationship<&Enrolment::student>();
    m.relationship<&Enrolment::course>();
}

class RelationshipClassLink : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Student, Course, Enrolment>().create_all(engine());
    }
};

TEST_F(RelationshipClassLink, MakesOneTableForTheClassAndTheLinks) {
    const Registry registry = Registry::of<Student, Course, Enrolment>();
    EXPECT_EQ(registry.metadata().tables().size(), 3U);
}

TEST_F(RelationshipClassLink, WritesRowsOfTheClass) {
    Session session(engine());
    Ref<Student> ann = session.add(Student{.name = "Ann", .courses = {{.title = "Logic"}, {.title = "Algebra"}}});
    session.commit();
    EXPECT_EQ(session.query<Enrolment>().count(), 2);
    EXPECT_EQ(std::as_const(*ann->courses.ref(0)).students.size(), 1U);
    const Ref<Enrolment> enrolment = session.get<Enrolment>(ann->id, ann->courses[0].id);
    ASSERT_TRUE(enrolment);
    EXPECT_EQ(enrolment->grade, std::nullopt);
    ann->courses.erase(0);
    session.commit();
    EXPECT_EQ(session.query<Enrolment>().count(), 1);
}

TEST_F(RelationshipClassLink, ShowsWhatObjectsOfTheClassHaveWritten) {
    Session session(engine());
    const Ref<Student> ann = session.add(Student{.name = "Ann"});
    const Ref<Course> logic = session.add(Course{.title = "Logic"});
    session.flush();
    session.add(Enrolment{.student_id = ann->id, .course_id = logic->id, .grade = 2});
    session.commit();
    Session other(engine());
    const Ref<const Student> again = other.get<Student>(ann->id);
    ASSERT_EQ(again->courses.size(), 1U);
    EXPECT_EQ(again->courses[0].title, "Logic");
    EXPECT_EQ(again->enrolments[0].grade, 2);
    EXPECT_EQ(other.scalars(select<Course>().where(any(&Course::students, c(&Student::name) == "Ann"))).all().size(),
              1U);
    EXPECT_EQ(other.scalars(select<Student>().options(joinedload(&Student::courses))).one()->courses.size(), 1U);
    EXPECT_EQ(other.scalars(select<Student>().options(selectinload(&Student::courses))).one()->courses.size(), 1U);
}

TEST_F(RelationshipClassLink, SetHoldsAnObjectOnce) {
    Session session(engine());
    Ref<Student> ann = session.add(Student{.name = "Ann"});
    const Ref<Course> logic = session.add(Course{.title = "Logic"});
    const auto courses = set_of(ann->courses);
    EXPECT_TRUE(courses.empty());
    EXPECT_TRUE(courses.insert(logic));
    EXPECT_FALSE(courses.insert(logic));
    EXPECT_TRUE(courses.contains(logic));
    EXPECT_EQ(courses.size(), 1U);
    session.commit();
    EXPECT_EQ(session.query<Enrolment>().count(), 1);
    std::size_t seen = 0;
    for (const Course& course : courses) seen += course.title == "Logic" ? 1 : 0;
    EXPECT_EQ(seen, 1U);
    EXPECT_TRUE(courses.erase(logic));
    EXPECT_FALSE(courses.erase(logic));
    session.commit();
    EXPECT_EQ(session.query<Enrolment>().count(), 0);
}

TEST_F(RelationshipClassLink, SetByAMemberHoldsEachValueOnce) {
    Session session(engine());
    Ref<Student> ann = session.add(Student{.name = "Ann"});
    const auto courses = set_of(ann->courses, &Course::title);
    EXPECT_TRUE(courses.insert(Course{.title = "Logic"}));
    EXPECT_FALSE(courses.insert(Course{.title = "Logic"}));
    EXPECT_TRUE(courses.contains("Logic"));
    session.commit();
    EXPECT_EQ(session.query<Course>().count(), 1);
}

struct Hermit;
struct Cave;

struct Hermit {
    std::int64_t id = 0;
    Many<Cave> caves;
};
struct Cave {
    std::int64_t id = 0;
};

void mapping(Mapper<Hermit>& m) {
    m.table("rc_hermits");
    m.columns<&Hermit::id>();
    m.primary_key(&Hermit::id);
    m.relationship<&Hermit::caves>().secondary<Course>();
}
void mapping(Mapper<Cave>& m) {
    m.table("rc_caves");
    m.columns<&Cave::id>();
    m.primary_key(&Cave::id);
}

TEST_F(RelationshipClassLink, NeedsForeignKeysToBothSides) {
    expect_error<MappingError>("no_foreign_key", "the link table 'rc_courses' has no foreign key to 'rc_hermits'",
                               [] { Registry::of<Hermit, Cave, Course, Student, Enrolment>(); });
}

}  // namespace
}  // namespace azoth::test
