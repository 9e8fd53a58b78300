// SPDX-License-Identifier: MIT
// The libraries are made of tests/dialect_library.
#include "azoth/engine/dialect_library.hpp"

#include <filesystem>
#include <fstream>

#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

const std::string kFolder = AZOTH_TEST_DIALECTS;

TEST(DialectLibrary, IsNotLookedForUnlessAFolderIsGiven) {
    expect_error<ArgumentError>("unknown_dialect", "no database is known as 'unasked'",
                                [] { create_engine("unasked://"); });
}

TEST(DialectLibrary, IsFoundInAFolderByItsName) {
    const Engine engine = create_engine("example://", {.dialect_folders = {"/nowhere", kFolder}});

    EXPECT_EQ(engine.connect().execute(text("DELETE")).rowcount(), 42);
    EXPECT_EQ(create_engine("example://").connect().server_info().product, "Example");
}

TEST(DialectLibrary, MayBeNamedByItsPath) {
    const Engine engine = create_engine("named://", {.dialect_library = kFolder + "/libazoth_named.so"});

    EXPECT_EQ(engine.connect().server_info().product, "Example");
    load_dialect_library("named", "/nowhere/because/it/is/there.so");
}

TEST(DialectLibrary, OfAnotherAzothIsRefused) {
    expect_error<ArgumentError>("bad_dialect_library", "have number 0, and this one's have 1",
                                [] { create_engine("outdated://", {.dialect_folders = {kFolder}}); });
    expect_error<ArgumentError>("unknown_dialect", "", [] { create_engine("outdated://"); });
}

TEST(DialectLibrary, MustExist) {
    expect_error<ArgumentError>("bad_dialect_library", "No such file",
                                [] { load_dialect_library("missing", "/nowhere/libazoth_missing.so"); });
    expect_error<ArgumentError>("unknown_dialect", "dialect_folders",
                                [] { create_engine("missing://", {.dialect_folders = {kFolder}}); });
}

TEST(DialectLibrary, MustBeOfItsDialect) {
    expect_error<ArgumentError>("bad_dialect_library", "it has no 'azoth_dialect_other'",
                                [] { load_dialect_library("other", kFolder + "/libazoth_outdated.so"); });
}

TEST(DialectLibrary, MayRegisterItselfUnderSeveralNames) {
    const std::string path = kFolder + "/libazoth_registering.so";
    expect_error<ArgumentError>("bad_dialect_library", "it has no 'azoth_dialect_other'",
                                [&] { load_dialect_library("other", path); });
    expect_error<ArgumentError>("unknown_dialect", "", [] { create_engine("registering://"); });
    load_dialect_library("alias_of_registering", path);

    EXPECT_EQ(create_engine("alias_of_registering://").connect().server_info().product, "Example");
    EXPECT_EQ(create_engine("registering://").connect().server_info().product, "Example");
}

TEST(DialectLibrary, OfAnotherAzothIsRefusedEachTimeAlsoWhenItRegistersItself) {
    for (int i = 0; i < 2; ++i)
        expect_error<ArgumentError>("bad_dialect_library", "have number 0",
                                    [] { create_engine("early://", {.dialect_folders = {kFolder}}); });
}

TEST(DialectLibrary, MustMakeABackendOfItsName) {
    expect_error<ArgumentError>("bad_dialect_library", "make_backend() gives a null",
                                [] { load_dialect_library("empty", kFolder + "/libazoth_empty.so"); });
    expect_error<ArgumentError>("bad_dialect_library", "make_backend is null",
                                [] { load_dialect_library("null", kFolder + "/libazoth_null.so"); });
    expect_error<ArgumentError>("bad_dialect_library", "names() are misnamed_by_itself",
                                [] { load_dialect_library("misnamed", kFolder + "/libazoth_misnamed.so"); });
}

TEST(DialectLibrary, IsLookedForInNoOtherPlaces) {
    expect_error<ArgumentError>("bad_dialect_library", "a path is needed", [] { load_dialect_library("other", ""); });
    expect_error<ArgumentError>("bad_dialect_library", "its name is empty",
                                [] { create_engine("other://", {.dialect_folders = {""}}); });
    expect_error<ArgumentError>("unknown_dialect", "",
                                [] { create_engine("other://", {.dialect_folders = {std::string(5'000, 'x')}}); });
    expect_error<ArgumentError>("bad_dialect_library", "/libsqlite3.so.0",
                                [] { load_dialect_library("other", "libsqlite3.so.0"); });
}

TEST(DialectLibrary, IsNotLookedForByANameThatLeadsElsewhere) {
    expect_error<ArgumentError>("unknown_dialect", "",
                                [] { create_engine(Url{.dialect = "../secret"}, {.dialect_folders = {kFolder}}); });
    expect_error<ArgumentError>("bad_dialect_library", "small letters",
                                [] { load_dialect_library("../secret", kFolder + "/libazoth_named.so"); });
}

TEST(DialectLibrary, MustBeALibrary) {
    const std::string path = std::filesystem::temp_directory_path() / "libazoth_text.so";
    std::ofstream(path) << "no library";
    expect_error<ArgumentError>("bad_dialect_library", path, [&] { load_dialect_library("text", path); });
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace azoth::test
