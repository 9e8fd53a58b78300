// SPDX-License-Identifier: MIT
#include <memory>
#include <optional>

#include <fmt/core.h>

#include "azoth_bulk.hpp"
#include "workload_start.hpp"
#include "workloads.hpp"

namespace azoth::bench {
namespace {

constexpr int kBulkRows = 100'000;
constexpr int kBatchRows = 1000;
constexpr int kPresentRows = 20'000;  // MariaDB is slow while the file of a table is small

/// The rows as each side has them before the clock starts; made when they are needed.
class NewRows {
public:
    NewRows(const std::string& url, int count) : url_(url), count_(count) {}

    void make() {
        if (azoth_) return;
        for (int number = 1; number <= count_; ++number) raw_.push_back(make_user(number));
        azoth_.emplace(url_, raw_);
    }
    std::vector<RawUser>& raw() { return raw_; }
    AzothBulk& azoth() { return *azoth_; }

private:
    std::string url_;
    int count_;
    std::vector<RawUser> raw_;
    std::optional<AzothBulk> azoth_;
};

Workload start_insert(Database& database, std::string_view name, const std::shared_ptr<NewRows>& rows, int present) {
    Workload workload = start(database, name);
    workload.set_up = [&users = *database.users, rows, present] {
        rows->make();
        users.fill(present);
        users.expect_changes();
    };
    return workload;
}

Program raw_program(Database& database, const std::shared_ptr<NewRows>& rows,
                    void (RawBulk::*insert)(std::vector<RawUser>&)) {
    return {"raw", [&raw = *database.bulk, rows, insert] {
                (raw.*insert)(rows->raw());
                return rows->raw().size();
            }};
}

Program azoth_program(std::string name, const std::shared_ptr<NewRows>& rows, std::size_t (AzothBulk::*insert)()) {
    return {std::move(name), [rows, insert] { return (rows->azoth().*insert)(); }};
}

Workload insert_in_bulk(Database& database) {
    const auto rows = std::make_shared<NewRows>(database.url, kBulkRows);
    Workload workload = start_insert(database, fmt::format("bulk_insert_{}", kBulkRows), rows, 0);
    workload.repetitions = 5;
    workload.programs = {raw_program(database, rows, &RawBulk::load),
                         azoth_program("bulk_insert", rows, &AzothBulk::load),
                         azoth_program("objects", rows, &AzothBulk::insert_objects),
                         azoth_program("batch", rows, &AzothBulk::insert_batch)};
    workload.comparisons = {{fmt::format("bulk_insert() of {} rows", kBulkRows), "raw", "bulk_insert",
                             pick({1.1, 1.1, 1.3}, database.dialect)},
                            {"the same, insert().values(objects)", "raw", "objects"},
                            {"the same, execute(insert(), rows)", "raw", "batch"}};
    return workload;
}

Workload insert_batch(Database& database) {
    const auto rows = std::make_shared<NewRows>(database.url, kBatchRows);
    Workload workload = start_insert(database, fmt::format("insert_batch_{}", kBatchRows), rows, kPresentRows);
    workload.programs = {raw_program(database, rows, &RawBulk::insert),
                         azoth_program("azoth", rows, &AzothBulk::insert_batch)};
    workload.comparisons = {{fmt::format("execute(insert(), rows) of {} rows", kBatchRows), "raw", "azoth"}};
    return workload;
}

}  // namespace

std::vector<Workload> make_bulk_workloads(Database& database) {
    return {insert_batch(database), insert_in_bulk(database)};
}

}  // namespace azoth::bench
