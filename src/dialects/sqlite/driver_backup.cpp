// SPDX-License-Identifier: MIT
#include <memory>

#include <fmt/core.h>
#include <sqlite3.h>

#include "azoth/base/error.hpp"
#include "azoth/dialects/sqlite/extensions.hpp"
#include "azoth/driver/database_error.hpp"
#include "dialects/sqlite/driver_errors.hpp"
#include "dialects/sqlite/driver_native.hpp"
#include "dialects/sqlite/driver_open.hpp"

namespace azoth::sqlite {
namespace {

struct BackupFinisher {
    void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};
using BackupHandle = std::unique_ptr<sqlite3_backup, BackupFinisher>;

DatabaseHandle open_target(const std::string& path) {
    sqlite3* database = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int result = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
    DatabaseHandle handle(database);
    if (result == SQLITE_OK) return handle;
    ErrorDetail detail = describe_error(database);
    detail.code = "connection_failed";
    detail.message = fmt::format("cannot write a backup to '{}': {}", path, detail.message);
    driver::throw_database_error(std::move(detail));
}

void report(sqlite3_backup* backup, BackupProgress* progress) {
    if (progress == nullptr) return;
    const int total = sqlite3_backup_pagecount(backup);
    if (progress->on_step(total - sqlite3_backup_remaining(backup), total)) return;
    throw OperationalError("canceled", "the backup was stopped by its progress; the file is incomplete, remove it");
}

}  // namespace

void backup(driver::Connection& connection, const std::string& path, const BackupOptions& options) {
    sqlite3* source = native(connection);
    const DatabaseHandle target = open_target(path);
    const BackupHandle work(sqlite3_backup_init(target.get(), "main", source, "main"));
    if (work == nullptr) throw_last_error(target.get());
    while (true) {
        const int result = sqlite3_backup_step(work.get(), options.pages_per_step);
        report(work.get(), options.progress);
        if (result == SQLITE_DONE) return;
        if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_LOCKED)
            driver::throw_database_error(describe_error(result, sqlite3_errstr(result)));
        sqlite3_sleep(options.pause_ms);
    }
}

}  // namespace azoth::sqlite
