// SPDX-License-Identifier: MIT
//
// Runs the example as its users do, on the database of this run.

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "bookstore/model.hpp"
#include "support/backend_test.hpp"

namespace bookstore::test {
namespace {

using namespace azoth;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

constexpr const char* kHeader = "title,author,year,pages,isbn\n";

struct Outcome {
    int status = 0;
    std::string output;
    std::string errors;
};

std::string quote(const std::string& text) {
    return "'" + text + "'";
}

std::string read(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Bookstore : public azoth::test::BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        std::string pattern = fs::temp_directory_path() / "bookstore-test-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override {
        fs::remove_all(folder_);
        BackendTest::TearDown();
    }

    Outcome run_on(const std::string& database, const std::string& arguments) {
        const std::string command = quote(BOOKSTORE_PROGRAM) + " --url " + quote(database) + " " + arguments + " >" +
                                    quote(folder_ / "output") + " 2>" + quote(folder_ / "errors");
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(folder_ / "output"), read(folder_ / "errors")};
    }
    Outcome run(const std::string& arguments = "") { return run_on(to_string(url()), arguments); }
    Outcome import(const std::string& rows, const std::string& arguments = "") {
        std::ofstream(csv()) << kHeader << rows;
        return run("--csv " + quote(csv()) + " " + arguments);
    }
    std::string csv() const { return folder_ / "yours.csv"; }

    /// Everything that the database holds, in words.
    std::vector<std::string> contents() {
        Session session(engine());
        std::vector<std::string> rows;
        for (const Ref<Book>& book : session.query<Book>().order_by(&Book::id).all())
            rows.push_back(book->title + "|" + book->author->name + "|" + std::to_string(book->pages.value_or(0)) +
                           "|" + book->isbn.value_or(""));
        for (const Ref<Author>& author : session.query<Author>().order_by(&Author::id).all())
            rows.push_back(author->name);
        for (const Ref<Withdrawal>& book : session.query<Withdrawal>().order_by(&Withdrawal::title).all())
            rows.push_back("withdrawn " + book->title + "|" + book->author);
        return rows;
    }

private:
    fs::path folder_;
};

TEST_F(Bookstore, ImportsAndReportsItsOwnBooks) {
    const Outcome first = run("--page 2 --page-size 5 --search ISLAND");

    EXPECT_EQ(first.status, 0);
    EXPECT_EQ(first.errors, "");
    EXPECT_THAT(first.output, HasSubstr("316 added, 0 already there, 0 withdrawn before, 0 bad rows skipped\n"));
    EXPECT_THAT(first.output, HasSubstr("Page counts estimated: 5\nBooks of fewer than 100 pages withdrawn: 8\n"));
    EXPECT_THAT(first.output, HasSubstr("Charles Dickens                7 books,  4186 pages, last 1861\n"));
    EXPECT_THAT(first.output, HasSubstr("1980s      29 books of "));
    EXPECT_THAT(first.output, HasSubstr("1376 pages  The C++ Programming Language by Bjarne Stroustrup\n"));
    EXPECT_THAT(first.output, HasSubstr("Treasure Island by Robert Louis Stevenson\n"));
    EXPECT_THAT(first.output, HasSubstr("All 308 books by title, page 2 of 62\n"));
}

TEST_F(Bookstore, ChangesNothingInASecondRun) {
    run();
    const auto after_first = contents();
    const Outcome second = run();

    EXPECT_EQ(second.status, 0);
    EXPECT_THAT(second.output, HasSubstr("0 added, 308 already there, 8 withdrawn before, 0 bad rows skipped\n"));
    EXPECT_THAT(second.output, HasSubstr("estimated: 0\nBooks of fewer than 100 pages withdrawn: 0\n"
                                         "Authors without books deleted: 0\n"));
    EXPECT_EQ(contents(), after_first);
}

TEST_F(Bookstore, AddsTheNewBooksOfAnotherFile) {
    import("Emma,Jane Austen,1815,474,\n");
    const Outcome second = import("Emma,Jane Austen,1815,474,\nPersuasion,Jane Austen,1817,249,\n");

    EXPECT_THAT(second.output, HasSubstr("1 added, 1 already there"));
    EXPECT_THAT(contents(), ElementsAre("Emma|Jane Austen|474|", "Persuasion|Jane Austen|249|", "Jane Austen"));
}

TEST_F(Bookstore, EstimatesMissingPagesFromTheAuthorsOtherBooks) {
    import("A,Ann,,100,\nB,Ann,,201,\nC,Ann,,,\nD,Bob,,,\n");

    EXPECT_THAT(contents(), ElementsAre("A|Ann|100|", "B|Ann|201|", "C|Ann|150|", "D|Bob|0|", "Ann", "Bob"));
}

TEST_F(Bookstore, WithdrawsThinBooksForGood) {
    const std::string rows = "Thick,Ann,,100,\nThin,Ann,,99,\nLeaflet,Bob,,4,\n";
    const std::vector<std::string> expected = {"Thick|Ann|100|", "Ann", "withdrawn Leaflet|Bob", "withdrawn Thin|Ann"};

    EXPECT_THAT(import(rows).output, HasSubstr("pages withdrawn: 2\nAuthors without books deleted: 1\n"));
    EXPECT_EQ(contents(), expected);
    EXPECT_THAT(import(rows).output, HasSubstr("0 added, 1 already there, 2 withdrawn before"));
    EXPECT_EQ(contents(), expected);
}

constexpr const char* kRowsOfAllKinds =
    "Good,Ann,2001,200,\n"
    "Missing,Ann,2001,200\n"
    "Wrong year,Ann,soon,200,\n"
    "Wrong pages,Ann,2001,-7,\n"
    "Wrong isbn,Ann,2001,200,9780141439588\n"
    "First,Ann,2001,200,9780141439587\n"
    "Second,Ann,2001,200,9780141439587\n"
    "Not UTF-8 \xFF,Ann,2001,200,\n"
    "\"Not closed,Ann,2001,200,\n"
    "Good,Ann,2002,202,\n"
    "Last,Bob,2001,200,\n";

void expect_every_reason(const std::string& csv, const std::string& errors) {
    EXPECT_THAT(errors, HasSubstr(csv + ":3: the number of columns is 4, not 5 as in the header\n"));
    EXPECT_THAT(errors, HasSubstr(csv + ":4: year 'soon' is not a whole number"));
    EXPECT_THAT(errors, HasSubstr(csv + ":5: pages '-7' is not a whole number"));
    EXPECT_THAT(errors, HasSubstr(csv + ":6: isbn '9780141439588' is not"));
    EXPECT_THAT(errors, HasSubstr(csv + ":8: isbn 9780141439587 is in line 7 already\n"));
    EXPECT_THAT(errors, HasSubstr(csv + ":9: title is not valid UTF-8\n"));
    EXPECT_THAT(errors, HasSubstr(csv + ":10: a quotation mark is not closed\n"));
    EXPECT_THAT(errors, HasSubstr(csv + ":11: 'Good' by Ann is in line 2 already\n"));
}

TEST_F(Bookstore, KeepsNoRowWhenOneIsBad) {
    const Outcome outcome = import(kRowsOfAllKinds);

    EXPECT_EQ(outcome.status, 1);
    expect_every_reason(csv(), outcome.errors);
    EXPECT_THAT(outcome.errors, HasSubstr("nothing was imported, bad rows: 8; "));
    EXPECT_THAT(contents(), ElementsAre());
}

TEST_F(Bookstore, KeepsTheGoodRowsWhenTheBadAreToBeSkipped) {
    const Outcome outcome = import(kRowsOfAllKinds, "--on-bad-row=skip");

    EXPECT_EQ(outcome.status, 0);
    expect_every_reason(csv(), outcome.errors);
    EXPECT_THAT(outcome.output, HasSubstr("3 added, 0 already there, 0 withdrawn before, 8 bad rows skipped\n"));
    EXPECT_THAT(contents(), ElementsAre("Good|Ann|200|", "First|Ann|200|9780141439587", "Last|Bob|200|", "Ann", "Bob"));
}

TEST_F(Bookstore, ReportsAnIsbnThatAnotherBookInTheDatabaseHas) {
    import("Emma,Jane Austen,,474,9780141439587\n");
    const Outcome outcome = import("Lady Susan,Jane Austen,,120,9780141439587\n");

    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.errors, HasSubstr(csv() + ":2: isbn 9780141439587 is that of 'Emma' in the database\n"));
}

// MariaDB finds these titles equal by its usual rules, the others do not.
TEST_F(Bookstore, KeepsTheRowsAroundOneThatOnlyTheDatabaseRefuses) {
    const Outcome outcome =
        import("One,Ann,,200,\nEmma,Ann,,200,\nEMMA,Ann,,200,\nTwo,Bob,,200,\n", "--on-bad-row=skip");

    EXPECT_EQ(outcome.status, 0);
    if (url().dialect == "mysql") {
        EXPECT_THAT(outcome.errors, HasSubstr(csv() + ":4: the database refuses it: "));
        EXPECT_THAT(contents(), ElementsAre("One|Ann|200|", "Emma|Ann|200|", "Two|Bob|200|", "Ann", "Bob"));
    } else {
        EXPECT_THAT(outcome.output, HasSubstr("4 added"));
    }
}

TEST_F(Bookstore, ReportsAHeaderWithoutTheColumnsThatItNeeds) {
    std::ofstream(csv()) << "title;author\nEmma;Jane Austen\n";
    const Outcome outcome = run("--csv " + quote(csv()));

    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.errors, csv() + ":1: the header has no column 'title', but: title;author\n");
}

TEST_F(Bookstore, ReportsAFileThatIsNotThere) {
    const Outcome outcome = run("--csv " + quote(csv()));

    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.errors, "bookstore: cannot read " + csv() + "\n");
}

TEST_F(Bookstore, ReportsAFolderInPlaceOfAFile) {
    const Outcome outcome = run("--csv /tmp");

    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.errors, "bookstore: cannot read /tmp\n");
}

TEST_F(Bookstore, ReportsAServerThatDoesNotAnswer) {
    Url nowhere = url();
    nowhere.password = "topsecret";
    nowhere.host = "127.0.0.1";
    nowhere.port = 1;
    nowhere.options = {};
    if (url().dialect == "sqlite") nowhere = {.dialect = "sqlite", .database = "/nonexistent/folder/books.db"};
    const Outcome outcome = run_on(to_string(nowhere), "");

    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.errors, testing::StartsWith("bookstore: "));
    EXPECT_THAT(outcome.errors, Not(HasSubstr("topsecret")));
}

TEST_F(Bookstore, ReportsAWrongPasswordWithoutShowingIt) {
    if (url().dialect == "sqlite") GTEST_SKIP() << "SQLite has no passwords";
    Url wrong = url();
    wrong.password = "topsecret";
    const Outcome outcome = run_on(to_string(wrong), "");

    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.errors, HasSubstr(wrong.username));
    EXPECT_THAT(outcome.errors, Not(HasSubstr("topsecret")));
}

TEST_F(Bookstore, ReportsAnUnknownDialect) {
    const Outcome outcome = run_on("oracle://scott:topsecret@localhost/shop", "");

    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.errors, HasSubstr("oracle"));
    EXPECT_THAT(outcome.errors, Not(HasSubstr("topsecret")));
}

}  // namespace
}  // namespace bookstore::test
