// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace azoth::bench {

struct RawUser {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> hair_color;
};

/// What a search form asks for; each part may be missing.
struct RawFilter {
    std::optional<std::string> name;
    std::optional<std::string> hair_color;
    std::optional<std::int64_t> first_id;
};

/// What azoth is measured against: the program that a good C programmer writes over a database's own client, for the
/// table `users`. Statements are prepared once; values travel in binary.
///
/// Throws: std::runtime_error with the client's message.
class RawClient {
public:
    virtual ~RawClient() = default;

    /// `users` without rows; the next key is 1. Not measured.
    virtual void empty_table() = 0;
    /// Runs SQL. Not measured.
    virtual void run(const std::string& sql) = 0;
    /// Brings the table into the state that it has in daily use, after many rows have been written. Not measured.
    virtual void settle() = 0;

    virtual void begin() = 0;
    virtual void commit() = 0;

    /// Appends all rows, in no order.
    virtual void load(std::vector<RawUser>& users) = 0;
    virtual std::optional<RawUser> get(std::int64_t id) = 0;

    /// In one transaction: a statement for each row, and its new id stored in it.
    virtual void insert(std::vector<RawUser>& users) = 0;
    /// In one transaction: loads all rows, changes each, writes its name by a statement of its own.
    virtual void load_and_update(void (*change)(RawUser&)) = 0;

    /// Appends the rows that fit. The SQL is put together each time; one seen before is found prepared.
    virtual bool has_search() const { return false; }
    virtual void search(const RawFilter&, std::vector<RawUser>&) {}

    // The same with as few statements as the database allows.
    virtual bool has_bulk() const { return false; }
    virtual void insert_in_bulk(std::vector<RawUser>& users) { insert(users); }
    virtual void load_and_update_in_bulk(void (*change)(RawUser&)) { load_and_update(change); }
};

}  // namespace azoth::bench
