// SPDX-License-Identifier: MIT
//
// Imports books from a CSV file into any database, changes some and prints reports. A second run changes nothing.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <fmt/core.h>
#include <azoth/azoth.hpp>

#include "changes.hpp"
#include "import.hpp"
#include "model.hpp"
#include "reports.hpp"

using namespace azoth;

namespace bookstore {
namespace {

struct Options {
    std::string url = "sqlite:///bookstore.db";
    std::string csv = BOOKSTORE_CSV;
    std::string on_bad_row = "abort";
    std::string search = "sea";
    std::int64_t page = 1;
    std::int64_t page_size = 10;
    bool echo = false;
};

void declare(CLI::App& app, Options& options) {
    const CLI::Range from_one(std::int64_t{1}, std::int64_t{1'000'000'000});
    app.add_option("--url", options.url, "Database: sqlite:///FILE, postgresql://..., mysql://...")
        ->capture_default_str();
    app.add_option("--csv", options.csv, "Books: title,author and if need be year,pages,isbn")->capture_default_str();
    app.add_option("--on-bad-row", options.on_bad_row, "skip: keep the good rows; abort: keep none")
        ->check(CLI::IsMember({"skip", "abort"}))
        ->capture_default_str();
    app.add_option("--search", options.search, "Word to search for")->capture_default_str();
    app.add_option("--page", options.page, "Page to show of all books")->check(from_one)->capture_default_str();
    app.add_option("--page-size", options.page_size, "Books on a page")->check(from_one)->capture_default_str();
    app.add_flag("--echo", options.echo, "Show every statement");
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path)) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether the rows were kept.
bool import_file(const SessionFactory& sessions, const Options& options) {
    const OnBadRow on_bad_row = options.on_bad_row == "skip" ? OnBadRow::Skip : OnBadRow::Abort;
    const ImportResult result = import_books(sessions, read_file(options.csv), on_bad_row);
    for (const BadRow& row : result.bad_rows) fmt::print(stderr, "{}:{}: {}\n", options.csv, row.line(), row.what());
    if (!result.is_kept) {
        fmt::print(stderr, "bookstore: nothing was imported, bad rows: {}; --on-bad-row=skip keeps the others\n",
                   result.bad_rows.size());
        return false;
    }
    fmt::print("Imported {}: {} added, {} already there, {} withdrawn before, {} bad rows skipped\n", options.csv,
               result.added, result.already_there, result.withdrawn_before, result.bad_rows.size());
    return true;
}

void change(const SessionFactory& sessions) {
    const Changes changes = change_books(sessions);
    fmt::print("Page counts estimated: {}\n", changes.estimated);
    fmt::print("Books of fewer than {} pages withdrawn: {}\n", kFewestPages, changes.withdrawn);
    fmt::print("Authors without books deleted: {}\n", changes.abandoned);
}

void print_reports(const SessionFactory& sessions, const Options& options) {
    Session session = sessions();
    print_authors(session);
    print_decades(session);
    print_longest_books(session);
    print_search(session, options.search);
    print_page(session, options.page, options.page_size);
}

int run(const Options& options) {
    const Engine engine = create_engine(options.url, {.echo = options.echo});
    Registry::of<Author, Book, Withdrawal>().create_all(engine);
    const SessionFactory sessions(engine);

    if (!import_file(sessions, options)) return 1;
    change(sessions);
    print_reports(sessions, options);
    return 0;
}

int run_and_report_errors(const Options& options) {
    try {
        return run(options);
    } catch (const BadRow& header) {
        fmt::print(stderr, "{}:{}: {}\n", options.csv, header.line(), header.what());
    } catch (const Error& error) {
        fmt::print(stderr, "bookstore: {}\n", error.message());
    } catch (const std::exception& error) {
        fmt::print(stderr, "bookstore: {}\n", error.what());
    }
    return 1;
}

}  // namespace
}  // namespace bookstore

int main(int argc, char** argv) {
    CLI::App app("Imports books into a database, changes some and prints reports.");
    bookstore::Options options;
    bookstore::declare(app, options);
    CLI11_PARSE(app, argc, argv);
    return bookstore::run_and_report_errors(options);
}
