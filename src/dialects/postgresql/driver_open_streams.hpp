// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace azoth::postgresql {

/// The streams whose cursors the server has. It closes some by itself, and to close one that is gone makes the
/// transaction fail.
class OpenStreams {
public:
    /// The number of a stream that is about to be declared.
    std::uint64_t next_number() { return ++last_; }
    void add(std::uint64_t number) { open_.push_back({number}); }
    bool contains(std::uint64_t number) const;
    /// Nobody reads it any more: its cursor is to be closed when there is an opportunity.
    void leave(std::uint64_t number);
    /// The SQL that closes the cursors that were left and are surely there; empty: there are none.
    std::string take_left();

    /// What a command that is about to run does to the streams.
    void before(std::string_view sql);
    /// It has succeeded.
    void after(std::string_view sql);
    /// Something was done that nobody has seen: which cursors are there is not certain any more.
    void doubt();
    /// The server has none.
    void clear();

    static std::string cursor_name(std::uint64_t number) { return "azoth_stream_" + std::to_string(number); }

private:
    struct Stream {
        std::uint64_t number;
        bool is_left = false;
        bool is_certain = true;  // otherwise it may be gone, and is left to the end of the transaction
    };
    struct Savepoint {
        std::string name;
        std::uint64_t last;  // the stream before it
    };

    void roll_back_to(std::string_view savepoint);
    void release(std::string_view savepoint);
    std::vector<Savepoint>::iterator find(std::string_view savepoint);

    std::vector<Stream> open_;
    std::vector<Savepoint> savepoints_;
    std::uint64_t last_ = 0;
};

}  // namespace azoth::postgresql
