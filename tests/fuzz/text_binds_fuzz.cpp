// SPDX-License-Identifier: MIT
// The reader of text(): what it takes apart can be put together again.
#include <algorithm>
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "sql/text_binds.hpp"

namespace {

using azoth::test::require;

bool is_name(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

/// `\:` becomes a plain colon.
std::string without_backslashes(std::string text) {
    std::erase(text, '\\');
    return text;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = azoth::test::as_text(data, size);
    const azoth::sql::TextBinds binds = azoth::sql::read_binds(text);

    require(binds.pieces.size() == binds.uses.size() + 1, "a piece before, between and after the binds");
    require(std::all_of(binds.names.begin(), binds.names.end(), is_name), "binds have names");
    std::string again = binds.pieces.front();
    for (std::size_t i = 0; i < binds.uses.size(); ++i) {
        require(binds.uses[i] < binds.names.size(), "each use has a name");
        again += ":" + binds.names[binds.uses[i]] + binds.pieces[i + 1];
    }
    require(without_backslashes(again) == without_backslashes(std::string(text)), "the parts are the text");
    return 0;
}
