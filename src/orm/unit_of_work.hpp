// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "azoth/sql/dml_nodes.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

enum class HookEvent : std::uint8_t;
struct Follower;

/// One flush: writes what has changed in a session, parents before children, and leaves session and database as they
/// were when something fails.
class UnitOfWork {
public:
    explicit UnitOfWork(SessionCore& session) : session_(session) {}
    void run();
    /// An object whose row was updated: takes `snapshot` of its members for the row, and files it under its key.
    void accept_update(ObjectHeader& header, std::byte* snapshot, TransactionFrame& frame);

private:
    /// The new and the deleted objects of one table.
    struct Batch {
        ClassMap* map = nullptr;
        std::vector<ObjectHeader*> inserts;
        std::vector<ObjectHeader*> deletes;
    };
    /// New objects of one class that give values to the same columns.
    struct InsertGroup {
        const ClassMap* map = nullptr;         ///< of what is in the table
        std::vector<std::uint32_t> columns;    ///< those
        std::vector<std::uint32_t> fetched;    ///< the database has given them values
        std::vector<std::uint32_t> triggered;  ///< the same, perhaps after it has told of the row
        bool is_key_generated = false;
        bool is_key_unknown = false;  ///< a default of the database makes it
        std::vector<ObjectHeader*> objects;
    };
    /// Columns that an UPDATE changes beside those that it sets.
    struct UpdateResults {
        std::vector<std::uint32_t> told;
        std::vector<std::uint32_t> triggered;
    };
    /// An object whose row has got another key, of its own or of its parent.
    struct Rekeyed {
        ObjectHeader* object = nullptr;
        std::byte* before = nullptr;  ///< its snapshot
        bool is_own = false;
        std::optional<IdentityMap::Former> former;  ///< where it was filed, if it was
    };
    /// Objects with other keys, and the bytes of the earlier ones.
    using KeyChanges = std::vector<std::pair<const ObjectHeader*, std::string>>;
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

    /// A connection that something was written on.
    struct Written {
        SessionConnection* connection = nullptr;
        bool has_savepoint = false;
    };

    /// A child, and a position among the links of the session.
    using ChildLink = std::pair<const ObjectHeader*, std::size_t>;

    // What is to be written.
    void settle_orphans();
    void collect();
    Batch& batch(const ClassMap& map);
    /// The batch is of the first of the object's tables: there it is dealt with once.
    static bool is_first_table(const Batch& batch, const ObjectHeader& object);
    void sort_batches();

    // Writing.
    void write();
    /// Before anything is written to the table of a class.
    Connection& begin_writing(const ClassMap& map);
    void insert(Batch& batch);
    void insert_level(Batch& batch, const std::vector<ObjectHeader*>& objects);
    /// Deletes rows at once whose keys new objects are going to have.
    void remove_replaced(Batch& batch, const std::vector<ObjectHeader*>& objects);
    std::vector<InsertGroup> insert_groups(const ClassMap& map, const std::vector<ObjectHeader*>& objects) const;
    InsertGroup insert_group_of(const ClassMap& map, const ObjectHeader& header) const;
    void insert_group(const ClassMap& map, const InsertGroup& group);
    void insert_given(const ClassMap& map, std::span<ObjectHeader* const> objects,
                      const std::vector<std::uint32_t>& columns);
    Execution run_insert(const ClassMap& map, std::span<ObjectHeader* const> objects,
                         const std::vector<std::uint32_t>& columns, const std::vector<std::uint32_t>& returned);
    void insert_returning(const ClassMap& map, const InsertGroup& group);
    void insert_generated(const ClassMap& map, std::span<ObjectHeader* const> objects,
                          const std::vector<std::uint32_t>& columns);
    void insert_chunk(const ClassMap& map, std::span<ObjectHeader* const> objects,
                      const std::vector<std::uint32_t>& columns);
    void set_generated_keys(std::span<ObjectHeader* const> objects, std::span<const std::int64_t> keys);
    void update();
    std::vector<UpdateGroup> find_updates();
    /// The columns in which an object differs from its row.
    void find_changes(ObjectHeader& header, std::vector<std::uint32_t>& changed);
    /// The changed columns of an object that are in a table, as positions among those of its map there.
    static std::vector<std::uint32_t> changed_in(const ClassMap& table, const ObjectHeader& header,
                                                 const std::vector<std::uint32_t>& changed);
    void update_group(const UpdateGroup& group);
    void update_returning(const UpdateGroup& group, sql::UpdateNode& node, std::span<const ValueView> values,
                          const std::vector<std::uint32_t>& returned);
    void write_links();
    /// The rows of write-only relationships of objects that go.
    void leave_unseen();
    /// Sets references to NULL that would be in the way of deleting rows in any order.
    void break_cycles();
    void free_rows(const Batch& batch, const Batch& targets, const ForeignKeyConstraint& key);
    void leave(const Relationship& relationship, std::span<ObjectHeader* const> owners);
    void remove(const Batch& batch);
    void remove_level(const ClassMap& map, const std::vector<ObjectHeader*>& objects);
    void remove_rows(const ClassMap& map, std::span<ObjectHeader* const> objects);
    void remove_rows_one_by_one(const ClassMap& map, std::span<ObjectHeader* const> objects);

    // Values that come from elsewhere than the object.
    void apply_defaults(ObjectHeader& header);
    void apply_onupdate(ObjectHeader& header, std::vector<std::uint32_t>& changed);
    void set_first_version(ObjectHeader& header);
    void set_next_version(ObjectHeader& header, std::vector<std::uint32_t>& changed);
    /// Takes the versions of the rows for objects that statements of the session have made stale: they may have been
    /// counted on, and nobody else's are meant by it.
    void reread_versions();
    void reread_versions(const ClassMap& map, std::span<ObjectHeader* const> objects);
    /// Of one that has changed only in the course of the flush.
    void reread_version(ObjectHeader& header);
    /// Somebody else has changed rows that were to be written: finds out which.
    [[noreturn]] void throw_stale_versions(const UpdateGroup& group);
    [[noreturn]] void throw_stale_versions(const ClassMap& map, std::span<ObjectHeader* const> deleted);
    /// Puts columns back that are the database's alone, as they were.
    void restore_unwritten(ObjectHeader& header);
    static UpdateResults results_of(const UpdateGroup& group);
    void take_inserted(const ClassMap& map, std::span<ObjectHeader* const> objects, const InsertGroup& group,
                       const std::vector<std::uint32_t>& returned, driver::Cursor& rows);
    /// Reads the next row into the object; false when there is none.
    bool take_row(const ClassMap& map, ObjectHeader& header, const std::vector<std::uint32_t>& columns,
                  driver::Cursor& rows);
    void take_fields(const ClassMap& map, ObjectHeader& header, const std::vector<std::uint32_t>& columns,
                     const void* row);
    /// Selects columns of rows that were just written: one query for many.
    void read_back(const ClassMap& map, std::span<ObjectHeader* const> objects,
                   const std::vector<std::uint32_t>& columns);
    void read_back_each(const ClassMap& map, std::span<ObjectHeader* const> objects,
                        const std::vector<std::uint32_t>& columns);
    /// `select` returns the key and the columns; false when a row's key does not tell whose it is.
    bool read_back_by(const sql::SelectNode& select, const ClassMap& map, std::span<ObjectHeader* const> objects,
                      const std::vector<std::uint32_t>& columns);

    /// Computes the column properties of what was written.
    void read_properties();

    // Functions of the mapping.
    void run_before(HookEvent event, ObjectHeader& header);
    void run_before_deletes();
    void run_after() const;
    /// `written`: the columns that an UPDATE writes; null: all.
    void validate(const ObjectHeader& header, const std::vector<std::uint32_t>* written) const;

    // Keys that have changed.

    /// The objects of an UPDATE of keys, and what the database has done to their children by ON UPDATE CASCADE.
    void take_new_keys(const UpdateGroup& group);
    void follow_key(const Follower& follower, KeyChanges& changes);
    /// Precondition: it has a snapshot.
    std::byte* copy_of_row(ObjectHeader& header);
    void change_row(ObjectHeader& header, std::byte* row, const std::vector<std::uint32_t>& changed, bool is_own);
    /// Of an object that became transient and is added again: this INSERT is given it. A rollback of the transaction
    /// that has inserted it before still takes it back.
    void keep_generated_key(ObjectHeader& header);
    void give_keys_back();

    // Foreign keys.
    void index_links();
    /// In the order in which they were made.
    std::span<const ChildLink> links_to(const ObjectHeader& child) const;
    /// `table`: only what is in it; null: all.
    void fill_foreign_keys(ObjectHeader& header, const ClassMap* table);
    /// The row that the relationship's foreign key is to refer to is there.
    bool has_row(const ObjectHeader& parent, const Relationship& relationship) const;
    void mark_written(ObjectHeader& header);
    void fill(ObjectHeader& child, const std::vector<std::uint32_t>& child_columns, ObjectHeader* parent,
              const std::vector<std::uint32_t>& parent_columns, const Relationship& relationship);
    void fill_postponed();
    /// The column that tells classes apart holds what mapping() says.
    void set_discriminator(ObjectHeader& header);
    void set_field(ObjectHeader& header, std::uint32_t column, const ValueView& value);
    /// So that give_up() and a rollback can restore it.
    SavedField& save_field(ObjectHeader& header, const MappedColumn& column, const ValueView& value);
    std::vector<ObjectHeader*> parents_within_class(ObjectHeader& header) const;
    /// The same, as the rows in the database have it.
    std::vector<ObjectHeader*> row_parents_within_class(ObjectHeader& header) const;
    using ParentsOf = std::vector<ObjectHeader*> (UnitOfWork::*)(ObjectHeader&) const;
    /// Rows in groups such that each group refers only to earlier ones.
    std::vector<std::vector<ObjectHeader*>> levels(const ClassMap& map, const std::vector<ObjectHeader*>& objects,
                                                   ParentsOf parents_of) const;

    // The end.
    void prepare_to_accept();
    void accept();
    void accept_insert(ObjectHeader& header, TransactionFrame& frame);
    /// `frame`: null when nothing was written.
    void accept_deletes(const std::vector<ObjectHeader*>& objects, TransactionFrame* frame);
    void accept_key(const Rekeyed& change, TransactionFrame& frame);
    void accept_row(ObjectHeader& header, std::byte* snapshot, TransactionFrame& frame);
    /// The frame keeps the row as it was before it.
    void keep_row(ObjectHeader& header, std::byte* before, TransactionFrame& frame);
    /// Relationships to parents whose columns have changed since the row was as in the snapshot.
    static void forget_parents(ObjectHeader& header, const std::byte* row);
    void give_up();
    /// Undoes what the flush has written; false when the database has ended the whole transaction (a deadlock, a lost
    /// connection), or nobody knows what it holds.
    bool roll_back();
    void after_flush();
    void forget_orphans();

    SessionCore& session_;
    std::vector<ParentLink> orphans_;      // as they were before the flush
    std::size_t deletes_of_the_user_ = 0;  // those behind them are orphans
    std::vector<Batch> batches_;
    std::vector<ObjectHeader*> replaced_;  // deleted before others were inserted
    std::vector<UpdateGroup> updates_;
    std::vector<std::byte*> snapshots_;  // of the objects of updates_, as they were written
    std::vector<SavedField> saved_;
    bool has_saved_key_ = false;  // a generated one is among saved_
    std::vector<Postponed> postponed_;
    std::vector<ChildLink> links_by_child_;  // sorted
    std::vector<LinkChange> links_;          // that were written
    LinkChanges links_before_;               // as they were before orphans went
    std::vector<Rekeyed> rekeyed_;
    std::vector<std::pair<ObjectHeader*, std::uint16_t>> loaded_as_;       // of updated objects, when it is another one
    std::unordered_map<const ObjectHeader*, std::size_t> tables_written_;  // of those that are in several
    std::unordered_set<const ObjectHeader*> versions_read_;                // see reread_versions()
    std::vector<Written> written_;                                         // connections
};

}  // namespace azoth::orm
