// SPDX-License-Identifier: MIT
// The connections of a session: which database a class is in, and how the transactions on several are ended.
#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session_binds.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/inheritance.hpp"
#include "orm/link_table.hpp"
#include "orm/session_core.hpp"

namespace azoth {

std::string_view BindRequest::class_name() const { return map == nullptr ? std::string_view() : map->name(); }

bool BindRequest::is_of(const orm::ClassMap& base) const { return map != nullptr && map->is_kind_of(base); }

namespace orm {

/// What a SessionBinds says.
struct BindTable {
    struct Bind {
        ClassMap& (*map)() = nullptr;
        Engine engine;
    };

    std::vector<Bind> binds;
    std::vector<NodePtr<const BindRouter>> routers;
};

namespace {

bool is_same(const Engine& left, const Engine& right) {
    return &left.url() == &right.url() && &left.get_execution_options() == &right.get_execution_options();
}

bool has_table(const ClassMap& map, const TableDefinition& table) {
    bool has = false;
    for_each_table(map, [&](const ClassMap& part) { has = has || &part.definition() == &table; });
    return has;
}

/// Null: the session's own.
const Engine* find_engine(const BindTable& table, const BindRequest& request) {
    for (const auto& router : table.routers)
        if (const Engine* const found = router->find(request)) return found;
    if (request.map == nullptr) return nullptr;
    const Engine* of_base = nullptr;
    for (const BindTable::Bind& bind : table.binds) {
        const ClassMap& bound = bind.map();
        if (&bound == request.map) return &bind.engine;
        const bool goes_along = request.map->is_kind_of(bound) || has_table(bound, request.map->definition());
        if (goes_along && of_base == nullptr) of_base = &bind.engine;
    }
    return of_base;
}

bool is_dml(sql::NodeKind kind) {
    return kind == sql::NodeKind::Insert || kind == sql::NodeKind::Update || kind == sql::NodeKind::Delete ||
           kind == sql::NodeKind::Merge;
}

}  // namespace

SessionConnection& SessionCore::opened_for(const ClassMap& map, bool writes) {
    // A query is where the tables are that it reads.
    if (map.is_query()) return opened_for(*map.select_by_key().node());
    const Engine* const engine = find_engine(*options.binds.table(), {&map, writes});
    return engine == nullptr ? opened(main_) : opened(*engine);
}

SessionConnection& SessionCore::opened_for(const sql::StatementNode& statement) {
    const bool writes = is_flushing_ || is_dml(statement.kind());
    const ClassMap* first = nullptr;
    std::optional<const Engine*> engine;
    for (sql::Walk walk(statement); const sql::Node* const node = walk.next();) {
        if (node->kind() != sql::NodeKind::Table) continue;
        const auto* const table = dynamic_cast<const TableDefinition*>(node);
        const ClassMap* const map = table == nullptr ? nullptr : find_class_of(*table);
        if (map == nullptr || map->is_query()) continue;
        const Engine* const next = find_engine(*options.binds.table(), {map, writes});
        if (!engine) {
            engine = next;
            first = map;
            continue;
        }
        const Engine& left = *engine == nullptr ? main_.engine() : **engine;
        const Engine& right = next == nullptr ? main_.engine() : *next;
        if (!is_same(left, right))
            throw ArgumentError(
                "several_engines",
                fmt::format("a statement runs in one database, but {} and {} are in two (SessionBinds); "
                            "load one after the other: lazy loads, selectinload() and load() go by keys",
                            first->name(), map->name()));
    }
    if (!engine) engine = find_engine(*options.binds.table(), {nullptr, writes});
    return *engine == nullptr ? opened(main_) : opened(**engine);
}

SessionConnection& SessionCore::opened(const Engine& engine) {
    if (is_same(engine, main_.engine())) return opened(main_);
    for (const auto& other : others_)
        if (is_same(engine, other->engine())) return opened(*other);
    others_.push_back(std::make_unique<SessionConnection>(engine));
    return opened(*others_.back());
}

// Within a flush, which has collected its work, a listener must not change objects any more.
void SessionCore::tell_begin(Connection& connection) {
    struct Restore {
        RunningHook& hook;
        RunningHook before;
        ~Restore() { hook = before; }
    } const at_last{running_hook, running_hook};
    if (is_writing_) running_hook = RunningHook::Flush;
    events->tell_begin(*this, connection);
}

void SessionCore::begin_on(SessionConnection& connection) {
    const bool is_first = frames.empty();
    connection.open(options, place);
    try {
        for (std::size_t i = 1; i < frames.size(); ++i) connection.get().savepoint(frames[i].savepoint);
        if (events == nullptr) return;
        frame();
        tell_begin(connection.get());
        if (!connection.is_open())
            throw ArgumentError(
                "transaction_closed",
                "a listener has ended the transaction in its after_begin(), and what was to be done in it "
                "is not done");
    } catch (...) {
        if (is_first) frames.clear();
        if (connection.is_open()) connection.rollback();
        throw;
    }
}

std::vector<SessionConnection*> SessionCore::open_connections() {
    std::vector<SessionConnection*> open;
    if (main_.is_open()) open.push_back(&main_);
    for (const auto& other : others_)
        if (other->is_open()) open.push_back(other.get());
    return open;
}

void SessionCore::commit_connections() {
    const std::vector<SessionConnection*> open = open_connections();
    if (options.twophase) {
        for (SessionConnection* const connection : open) connection->prepare();
        // Those that cannot prepare, as others end their transactions, go first: they may still refuse.
        std::vector<SessionConnection*> prepared;
        for (SessionConnection* const connection : open)
            connection->is_prepared() ? prepared.push_back(connection) : connection->commit();
        return commit_prepared(prepared);
    }
    for (auto each = open.begin(); each != open.end(); ++each) {
        SessionConnection* const connection = *each;
        try {
            connection->commit();
        } catch (Error& error) {
            if (each == open.begin()) throw;
            std::string committed;
            for (auto before = open.begin(); before != each; ++before)
                committed += (committed.empty() ? "" : ", ") + to_safe_string((*before)->engine().url());
            error.annotate([&](ErrorDetail& detail) {
                detail.message += fmt::format(
                    " (the transaction on {} failed; those on these were committed before and "
                    "stay: {}; SessionOptions::twophase commits all or none)",
                    to_safe_string(connection->engine().url()), committed);
            });
            throw;
        }
    }
}

// It is decided: what cannot be committed now is to be committed later.
void SessionCore::commit_prepared(const std::vector<SessionConnection*>& connections) {
    std::exception_ptr failure;
    for (SessionConnection* const connection : connections) {
        std::string id;
        try {
            id = connection->two_phase_id();
            connection->commit();
        } catch (Error& error) {
            error.annotate([&](ErrorDetail& detail) {
                detail.message += fmt::format(" (the transaction '{}' on {} is prepared; commit_prepared() ends it)",
                                              id, to_safe_string(connection->engine().url()));
            });
            if (failure == nullptr) failure = std::current_exception();
        } catch (...) {
            if (failure == nullptr) failure = std::current_exception();
        }
    }
    if (failure == nullptr) return;
    end_transaction();
    for (SessionConnection* const connection : connections)
        if (connection->is_open()) connection->lose();
    std::rethrow_exception(failure);
}

}  // namespace orm

void SessionBinds::add(orm::ClassMap& (*map)(), const Engine& engine) {
    if (table_ == nullptr) table_ = std::make_shared<orm::BindTable>();
    table_->binds.push_back({map, engine});
}

void SessionBinds::add(NodePtr<const orm::BindRouter> router) {
    if (table_ == nullptr) table_ = std::make_shared<orm::BindTable>();
    table_->routers.push_back(std::move(router));
}

}  // namespace azoth
