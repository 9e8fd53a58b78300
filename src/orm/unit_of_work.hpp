// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "orm/session_core.hpp"

namespace azoth::orm {

/// One flush: writes what has changed in a session, parents before children, and leaves session and database as they
/// were when something fails.
class UnitOfWork {
public:
    explicit UnitOfWork(SessionCore& session) : session_(session) {}
    void run();

private:
    /// The new and the deleted objects of one class.
    struct Batch {
        ClassMap* map = nullptr;
        std::vector<ObjectHeader*> inserts;
        std::vector<ObjectHeader*> deletes;
    };
    /// Objects of one class in which the same columns have changed.
    struct UpdateGroup {
        const ClassMap* map = nullptr;
        std::vector<std::uint32_t> columns;
        std::vector<ObjectHeader*> objects;
    };
    /// A foreign key that could not be filled in, because its target is inserted later.
    struct Postponed {
        ObjectHeader* child = nullptr;
        ObjectHeader* parent = nullptr;
        const std::vector<std::uint32_t>* child_columns = nullptr;
        const std::vector<std::uint32_t>* parent_columns = nullptr;
    };

    // What is to be written.
    void settle_orphans();
    void collect();
    Batch& batch(const ClassMap& map);
    void sort_batches();

    // Writing.
    void write();
    void begin_writing();
    void insert(const Batch& batch);
    void insert_level(const ClassMap& map, const std::vector<ObjectHeader*>& objects);
    void insert_rows(const ClassMap& map, std::span<ObjectHeader* const> objects, bool is_key_generated);
    void insert_generated(const ClassMap& map, std::span<ObjectHeader* const> objects,
                          const std::vector<std::uint32_t>& columns);
    void insert_chunk(const ClassMap& map, std::span<ObjectHeader* const> objects,
                      const std::vector<std::uint32_t>& columns);
    void set_generated_key(ObjectHeader& header, std::int64_t key);
    void update();
    std::vector<UpdateGroup> find_updates();
    void update_group(const UpdateGroup& group);
    void remove(const Batch& batch);
    void remove_level(const ClassMap& map, const std::vector<ObjectHeader*>& objects);
    void remove_rows(const ClassMap& map, std::span<ObjectHeader* const> objects);
    void remove_rows_one_by_one(const ClassMap& map, std::span<ObjectHeader* const> objects);

    // Foreign keys.
    void fill_foreign_keys(ObjectHeader& header);
    void fill(ObjectHeader& child, const std::vector<std::uint32_t>& child_columns, ObjectHeader* parent,
              const std::vector<std::uint32_t>& parent_columns, const Relationship& relationship);
    void fill_postponed();
    void set_field(ObjectHeader& header, std::uint32_t column, const ValueView& value);
    std::vector<ObjectHeader*> parents_within_class(ObjectHeader& header) const;
    /// Rows in groups such that each group refers only to earlier ones.
    std::vector<std::vector<ObjectHeader*>> levels(const ClassMap& map,
                                                   const std::vector<ObjectHeader*>& objects) const;

    // The end.
    void accept();
    void accept_insert(ObjectHeader& header, TransactionFrame& frame);
    void accept_update(ObjectHeader& header, TransactionFrame& frame);
    void give_up();
    void forget_orphans();

    SessionCore& session_;
    std::vector<ParentLink> orphans_;      // as they were before the flush
    std::size_t deletes_of_the_user_ = 0;  // those behind them are orphans
    std::vector<Batch> batches_;
    std::vector<UpdateGroup> updates_;
    std::vector<SavedField> saved_;
    std::vector<Postponed> postponed_;
    bool has_begun_ = false;
    bool has_savepoint_ = false;
};

}  // namespace azoth::orm
