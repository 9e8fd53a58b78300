// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "dialects/postgresql/driver_bytes.hpp"

namespace azoth::postgresql {

/// Reads the texts of arrays, ranges and the like: items that may stand in double quotes, and marks between them.
///
/// Throws: DataError(`bad_value`) when something else stands there.
class ValueScanner {
public:
    /// `type` is for messages. Lifetime: both outlive this object.
    ValueScanner(std::string_view text, std::string_view type) : rest_(text), type_(type) {}

    struct Item {
        std::string text;
        bool is_quoted = false;

        bool is_null() const { return !is_quoted && text == "NULL"; }
        bool is_absent() const { return !is_quoted && text.empty(); }
    };

    bool is_at_end() const { return rest_.empty(); }
    char next() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool skip(char mark) {
        if (rest_.empty() || rest_.front() != mark) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool skip_word(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    void require(char mark) {
        if (!skip(mark)) fail();
    }
    /// The `[2:4][1:3]=` before an array whose elements are not counted from 1.
    void skip_dimensions() {
        if (next() != '[') return;
        const std::size_t end = rest_.find('=');
        if (end == std::string_view::npos) fail();
        rest_.remove_prefix(end + 1);
    }
    /// An item that ends before one of `marks`. Within quotes and behind a backslash these mean nothing.
    Item item(std::string_view marks) {
        Item result;
        bool is_within = false;
        while (!rest_.empty() && (is_within || marks.find(rest_.front()) == std::string_view::npos)) {
            const char character = take();
            if (character == '\\') {
                result.text += take();
            } else if (character != '"') {
                result.text += character;
            } else if (is_within && next() == '"') {  // as ranges write a quote
                result.text += take();
            } else {
                is_within = !is_within;
                result.is_quoted = true;
            }
        }
        if (is_within) fail();
        return result;
    }
    void finish() const {
        if (!rest_.empty()) fail();
    }
    [[noreturn]] void fail() const { throw_malformed(type_); }

private:
    char take() {
        if (rest_.empty()) fail();
        const char character = rest_.front();
        rest_.remove_prefix(1);
        return character;
    }

    std::string_view rest_;
    std::string_view type_;
};

}  // namespace azoth::postgresql
