// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "azoth/engine/connection.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"
#include "azoth/orm/query_options.hpp"
#include "azoth/orm/relation.hpp"
#include "azoth/orm/session_options.hpp"
#include "orm/identity_map.hpp"
#include "orm/lazy_load_watch.hpp"
#include "orm/link_changes.hpp"
#include "orm/session_connection.hpp"
#include "orm/session_events.hpp"
#include "orm/session_use.hpp"

namespace azoth::orm {

/// Why a statement is run.
enum class LoadCause : std::uint8_t {
    Statement,     ///< the program asks for its rows, or for an object by its key
    Relationship,  ///< a relationship is not loaded
    Columns,       ///< columns of objects that the session has are read, or read again
};

/// ObjectHeader::epoch of an object that is to be read again by the next query that meets it.
inline constexpr std::uint32_t kExpired = 0;
/// The epoch of no object.
inline constexpr std::uint32_t kNoEpoch = static_cast<std::uint32_t>(-1);

/// A child whose foreign key follows from the Many it was put into or taken out of, where it has no One of its own.
struct ParentLink {
    const Relationship* relationship = nullptr;  ///< of the parent, to the children
    ObjectHeader* child = nullptr;
    ObjectHeader* parent = nullptr;  ///< null: taken out
};

/// What a relation of a value held before the value joined a session.
struct RawContents {
    RawContents(ObjectHeader& its_owner, const Relationship& its_relationship, std::vector<Element> contents)
        : owner(&its_owner), relationship(&its_relationship), elements(std::move(contents)) {}
    RawContents(RawContents&&) noexcept = default;
    ~RawContents();

    ObjectHeader* owner = nullptr;
    const Relationship* relationship = nullptr;
    std::vector<Element> elements;  ///< those that were adopted are empty
};

/// An object that is in a relation of a value that joins a session.
struct Joining {
    const Relationship* relationship = nullptr;
    ObjectHeader* owner = nullptr;
    ObjectHeader* object = nullptr;
    // Of one that the session has already, what its One showed.
    bool was_here = false;
    bool was_loaded = false;
    bool was_set = false;
    ObjectHeader* old_parent = nullptr;
};

/// A field as it was before a flush wrote to it.
struct SavedField {
    ObjectHeader* object = nullptr;
    const MappedColumn* column = nullptr;
    Value value;
    Value written = {};  ///< what the flush wrote, where the class has rules
};

/// What a transaction, or a savepoint in it, has done to the session's objects: enough to undo it.
struct TransactionFrame {
    std::uint32_t number = 0;
    std::string savepoint;  ///< empty: the transaction itself
    std::vector<ObjectHeader*> inserted;
    std::vector<ObjectHeader*> deleted;
    std::vector<SavedField> fields;  ///< that were filled in; not keys of objects that `has_generated_key`
    std::vector<std::pair<ObjectHeader*, std::uint16_t>> loaded_as;  ///< of those that were written beyond it
    std::vector<std::pair<ObjectHeader*, std::byte*>> snapshots;  ///< of objects that were updated, as they were before
    std::vector<LinkChange> links;                                ///< that were written
    // What statements of the user have done.
    std::vector<ObjectHeader*> altered;             ///< objects whose rows they changed, in a way that nobody knows
    std::vector<ObjectHeader*> swept;               ///< those of `deleted` whose rows they deleted
    std::vector<const sql::FromNode*> read_tables;  ///< whose rows were read as they changed them
};

/// The state behind a Session, and the operations on it that Many, One and Ref need too. The larger tasks have files of
/// their own: UnitOfWork writes, EntityLoader reads.
class SessionCore : public std::enable_shared_from_this<SessionCore> {
public:
    SessionCore(Engine&& session_engine, SessionOptions&& session_options);
    /// On a connection of the user's.
    SessionCore(Connection& outside, SessionOptions&& session_options);
    SessionCore(const SessionCore&) = delete;
    SessionCore& operator=(const SessionCore&) = delete;
    ~SessionCore();

    // Joining the session.

    /// Moves a value from its place into the session, with all that its relations hold, as new objects.
    ObjectHeader& add_value(const ClassMap& map, void* value);
    /// The same for an object that was transient.
    void add_object(ObjectHeader& header);
    /// Throws ArgumentError(`other_session`); a transient object of this session joins it again.
    void require_member(ObjectHeader& header);

    // Changes.

    void touch(ObjectHeader& header);
    void mark_deleted(ObjectHeader& header);
    /// Sets the One of a child, and the collections of its old and new parent.
    void set_parent(const Relationship& to_parent, ObjectHeader& child, ObjectHeader* parent);
    /// The same, seen from the parent's Many (or One): takes the child out of `from` and puts it into `to`; either may
    /// be null.
    void move_child(const Relationship& to_children, ObjectHeader& child, ObjectHeader* from, ObjectHeader* to);

    /// Puts `target` into the Many of `owner`, over a link table, unless it is there; and the other way round.
    void link(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target);
    void unlink(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target);
    /// Of an object that was to be deleted, and stays: the other sides hold it again.
    void show_links_again(ObjectHeader& header);

    /// The parent of a child as far as it is known without a query.
    ObjectHeader* known_parent(const Relationship& to_parent, ObjectHeader& child) const;

    // Loading.

    /// The object with a key, if the session has it.
    ObjectHeader* find_by_key(const ClassMap& map, std::span<const ValueView> key) const;

    /// For the user: flushes first, and obeys Loading::Raise.
    void load_relationship(ObjectHeader& owner, const Relationship& relationship);
    /// Loads unless it is loaded.
    void load_now(ObjectHeader& owner, const Relationship& relationship);
    /// Flushes before a query, when the options say so and there is something to write.
    void autoflush();
    /// The same, if the statement may read what a flush would write.
    void autoflush(const sql::StatementNode& statement);
    void autoflush(const ClassMap& map);
    /// The same before a query by key, which only new and deleted objects can concern, if it is of a table.
    void autoflush_before_get(const ClassMap& map);
    Connection& connection() { return opened(main_).get(); }
    /// Those of the database that a class, or what a statement names, is in: see SessionBinds.
    Connection& connection(const ClassMap& map) { return opened(map).get(); }
    Connection& connection(const sql::StatementNode& statement) {
        return options.binds.empty() ? connection() : opened_for(statement).get();
    }
    SessionConnection& opened(const ClassMap& map) {
        return options.binds.empty() ? opened(main_) : opened_for(map, is_flushing_);
    }
    /// Where rows of the class are written by a statement.
    SessionConnection& opened_to_write(const ClassMap& map) {
        return options.binds.empty() ? opened(main_) : opened_for(map, true);
    }
    const Engine& engine() const { return main_.engine(); }

    // Listeners.

    /// An object goes to another state. Those who listen hear of it by deliver().
    void set_state(ObjectHeader& header, ObjectState state) {
        if (events != nullptr) events->note(header, state);
        header.state = state;
    }
    void note_loaded(ObjectHeader& header) { events->note(header, ObjectState::Persistent, true); }
    void tell(SessionEvents::Notice notice) {
        if (events != nullptr) events->tell(*this, notice);
    }
    /// At the end of what the user has called.
    void deliver() {
        if (events != nullptr && !is_flushing_ && running_hook == RunningHook::None) events->deliver(*this);
    }
    /// As listeners would have it.
    sql::StatementPtr rewritten(const sql::StatementNode& statement, LoadCause cause = LoadCause::Statement);
    void add_listener(std::shared_ptr<SessionListener> listener);
    void remove_listener(const SessionListener* listener);

    // Transactions.

    void flush();
    void commit();
    void rollback();
    /// Begins a savepoint; the number of its frame.
    std::uint32_t begin_nested();
    /// Where a nested frame stands among the open ones; 0 when it is not open any more.
    std::size_t depth_of(std::uint32_t frame_number) const;
    void commit_nested(std::size_t depth);
    void rollback_nested(std::size_t depth);
    TransactionFrame& frame();
    /// A statement has changed rows of a table, and the session's objects hold what it returned.
    void note_returned(const sql::FromNode& table);
    /// A copy of the object's columns.
    std::byte* take_snapshot(ObjectHeader& header);
    /// One that is not needed any more: the next of its class takes its place.
    void give_back_snapshot(const ClassMap& map, std::byte* snapshot) noexcept;
    /// The database has ended the transaction by itself: what it had written becomes work to be written again.
    void lose_transaction();

    /// Those that go along with the object in one direction of relationships, the object itself first: what their
    /// relations have loaded, where they have this cascade.
    std::vector<ObjectHeader*> reachable(ObjectHeader& header, Cascade cascade) const;
    void expire(ObjectHeader& header);
    void expire_all();
    void expunge(ObjectHeader& header);
    void expunge_all();
    void close();
    /// Throws ArgumentError(`in_hook`) while a function of a mapping runs that must not do `what`.
    void refuse_in_hook(std::string_view what) const {
        if (running_hook != RunningHook::None) throw_in_hook(what);
    }
    /// The same, and while a listener runs in the middle of a call that goes on with the session's objects.
    void refuse_to_let_go(std::string_view what) const;
    /// There may be something that a flush would write.
    bool has_work() const {
        return !pending.empty() || !touched.empty() || !to_delete.empty() || !links.empty() || !orphans.empty() ||
               !link_changes.empty();
    }
    bool has_pending_work() const;
    /// New or changed ones.
    bool has_unwritten_rows() const;
    std::string describe_pending_work() const;

    /// Which kind of function of a mapping is running: see hooks.hpp.
    enum class RunningHook : std::uint8_t { None, Load, Flush };

    SessionOptions options;
    std::unique_ptr<SessionEvents> events;  ///< null: nobody listens
    SessionUser user = nullptr;
    std::source_location place;                                       ///< of the last call of the user's
    std::vector<std::pair<const void*, std::shared_ptr<void>>> info;  ///< Session::info(), by the address for its type
    RunningHook running_hook = RunningHook::None;
    int calls_listening = 0;  ///< so many calls have listeners at work, and go on with the objects behind them
    Region* region;           ///< shared with the Refs
    IdentityMap identity;
    std::vector<ObjectHeader*> pending;  ///< may hold objects that are not pending any more
    std::vector<ObjectHeader*> touched;
    std::vector<ObjectHeader*> to_delete;
    std::vector<ParentLink> links;
    std::vector<ParentLink> orphans;  ///< taken out of a relationship with DeleteOrphan
    LinkChanges link_changes;         ///< rows of link tables that the next flush writes
    std::vector<TransactionFrame> frames;
    std::vector<ValueView> key_scratch;  ///< memory for keys, used by turns
    LazyLoadWatch watch;
    Synchronize synchronize = Synchronize::Auto;
    bool populates_existing = false;  ///< rows win over what objects hold
    std::uint32_t epoch = 1;          ///< counts transactions: objects read in an earlier one are stale

private:
    [[noreturn]] static void throw_in_hook(std::string_view what);
    /// The same, and a flush would write something.
    bool has_net_work() const;
    void write_all();
    void flush_with_events();
    void flush_for_query();
    SessionConnection& opened(SessionConnection& connection) {
        if (running_hook == RunningHook::Load) throw_in_hook("query the database");
        if (!connection.is_open()) begin_on(connection);
        if (frames.empty()) frame();
        return connection;
    }
    SessionConnection& opened(const Engine& engine);
    SessionConnection& opened_for(const ClassMap& map, bool writes);
    SessionConnection& opened_for(const sql::StatementNode& statement);
    void tell_begin(Connection& connection);
    void begin_on(SessionConnection& connection);
    std::vector<SessionConnection*> open_connections();
    void commit_connections();
    void commit_prepared(const std::vector<SessionConnection*>& connections);
    void undo_all();
    void roll_back();
    /// Of one that nobody has asked for: what listeners throw must not hide why.
    void tell_of_rollback() noexcept;
    void warn_of_lost_work() const;
    /// A transaction that is the session's own is open.
    bool ends_by_rollback() const;
    void check_member(const ObjectHeader& header) const;
    void check_members(const ClassMap& map, void* value) const;
    /// The object alone.
    ObjectHeader& adopt(const ClassMap& map, void* value);
    ObjectHeader& adopt(const ClassMap& map, void* value, std::vector<RawContents>& work);
    void adopt_contents(RawContents& contents, std::vector<RawContents>& work, std::vector<Joining>& joinings);
    void join(const Joining& joining);
    void leave_again(const Joining& joining) noexcept;
    void readd_contents(ObjectHeader& header, const Relationship& relationship, std::vector<ObjectHeader*>& work);
    /// Puts a child into its parent's collection, when that is loaded.
    void put_child(const Relationship& to_children, ObjectHeader& child, ObjectHeader& parent, bool may_be_there);
    /// The link of an object that joins the session again, which holds the other one still.
    void relink(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target);
    /// Marks an object and all that goes with it.
    void collect_deleted(ObjectHeader& header, std::vector<ObjectHeader*>& found);
    void prepare_to_leave(const std::vector<ObjectHeader*>& found);
    /// Notes that the links of objects that go are gone; all of them, or, when it fails, none. The collections on the
    /// other sides are left to leave_other_side().
    std::vector<LinkChange> cut_links(const std::vector<ObjectHeader*>& found);
    static void leave_other_side(const LinkChange& link);
    void leave_relations(ObjectHeader& header);
    void undo(TransactionFrame& frame);
    void expire_altered(const TransactionFrame& frame);
    void bring_back(ObjectHeader& swept);
    void restore_columns(ObjectHeader& header);
    void lose(TransactionFrame& frame);
    void restore_touched();
    void forget_changes(ObjectHeader& header);
    void forget_relations();
    void end_transaction();
    void release_savepoints(const std::string& name);
    void roll_back_after_failure();

    SessionConnection main_;
    std::vector<std::unique_ptr<SessionConnection>> others_;  // of SessionOptions::binds
    std::unordered_map<const ClassMap*, std::vector<std::byte*>> spare_snapshots_;
    std::uint32_t next_frame_ = 1;
    bool is_flushing_ = false;
    bool is_writing_ = false;  ///< the same, without the listeners that come before
};

/// `Book 42`, `new Book`: for messages.
std::string describe(const ObjectHeader& header);

}  // namespace azoth::orm
