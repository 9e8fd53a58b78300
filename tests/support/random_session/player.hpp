// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/random_session/model.hpp"
#include "support/random_session/step.hpp"
#include "support/statement_log.hpp"

namespace azoth::test::random_session {

/// The session or the database does not hold what the model says.
class Mismatch : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Plays steps on a session and on the model, and compares them: after each step what the objects in memory show, after
/// some the database too.
class Player {
public:
    Player(const Engine& engine, bool has_autoflush);

    /// Throws Mismatch, or what the session throws.
    void play(const Step& step);
    /// Commits and compares everything.
    void finish();
    /// Gives the work up, after an error.
    void abandon() { session_->expunge_all(); }
    /// What has been done, in words.
    const std::vector<std::string>& story() const { return story_; }

private:
    struct Nested {
        NestedTransaction transaction;
        Model model;
    };

    // Steps.
    void add(const Step& step);
    void add_child(const Step& step);
    void add_with_new_parent(const Step& step);
    void change(const Step& step);
    void move_by_child(const Step& step);
    void move_by_parent(const Step& step);
    void leave_unpaired(int child);
    void move_to_new_parent(const Step& step);
    void take_out(const Step& step);
    void clear(const Step& step);
    void remove(const Step& step);
    void add_again(const Step& step);
    void commit();
    void rollback();
    void begin_nested();
    void end_nested(const Step& step, bool commits);
    void drop_nested(std::size_t depth);
    void forget_all();
    void new_session(const Step& step);
    void query(const Step& step);
    void load(const Step& step);
    void get(const Step& step);
    void get_deleted(const Step& step);
    void refresh(const Step& step);
    void fail_to_flush(const Step& step);
    void check();
    void link(const Step& step);
    void link_new(const Step& step);
    void unlink(const Step& step);
    void clear_links(const Step& step);
    void merge(const Step& step);
    void merge_children(const Step& step);
    void merge_detached(const Step& step, const std::vector<orm::RefBase>& detached);
    void change_key(const Step& step);
    void flush();

    // What there is.
    orm::RefBase ref(int thing);
    const orm::RefBase& known_ref(int thing) const { return refs_[static_cast<std::size_t>(thing)]; }
    bool is_known(int thing) const { return known_ref(thing).header() != nullptr; }
    int choose(const std::vector<int>& things, std::uint32_t number) const;
    /// A parent that the child may have; kNone when there is none.
    int choose_parent(int child, std::uint32_t number) const;
    int new_thing(Kind kind);
    Graph graph_of(int thing) const;
    Graph random_graph(Kind kind, std::uint32_t seed, int depth);
    std::string name(int thing) const;
    template <class... Parts>
    void tell(const Parts&... parts) {
        std::string line;
        ((line += parts), ...);
        story_.push_back(std::move(line));
    }

    // Comparison.
    void settle_orphans();
    void compare_memory(bool loads);
    void compare_object(int thing);
    void compare_parent(int thing, bool loads);
    void compare_children(int thing, Kind kind, bool loads);
    void compare_links(int thing, bool loads);
    void compare_link_rows(Connection& connection);
    void learn_keys();
    void compare_keys();
    void compare_rows(Connection& connection);
    int thing_of(const void* object, Kind kind);
    void forget_objects();
    bool may_be_added_again(int thing, std::vector<int>& met);
    void take_over_added_again();
    void compare_transient();

    const Engine engine_;
    const SessionOptions options_;
    StatementLog log_;
    std::unique_ptr<Session> session_;
    Model model_;
    Model committed_;
    std::vector<Nested> nested_;
    std::vector<orm::RefBase> refs_;  ///< by thing; empty: this session has not been asked for it
    std::vector<std::string> story_;
    bool has_forgotten_ = false;  ///< objects, in the running transaction
    int next_label_ = 0;
};

}  // namespace azoth::test::random_session
