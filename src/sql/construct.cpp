// SPDX-License-Identifier: MIT
#include "azoth/sql/construct.hpp"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <mutex>
#include <shared_mutex>
#include <string_view>
#include <utility>

namespace azoth::sql {
namespace {

std::uint64_t next_id() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

/// `name(...)` whose first parenthesis is closed by the last character.
bool is_call(std::string_view form) {
    const auto open = form.find('(');
    if (open == std::string_view::npos) return form.find_first_of(" {") == std::string_view::npos;
    const auto is_word = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
    };
    if (open == 0 || !std::all_of(form.begin(), form.begin() + static_cast<std::ptrdiff_t>(open), is_word))
        return false;
    int depth = 0;
    for (std::size_t i = open; i < form.size(); ++i) {
        depth += form[i] == '(' ? 1 : form[i] == ')' ? -1 : 0;
        if (depth == 0) return i + 1 == form.size();
    }
    return false;
}

}  // namespace

struct Construct::Renderings : Counted {
    mutable std::shared_mutex mutex;
    std::vector<Rendering> all;
};

Construct::Construct(std::string name) : name_(std::move(name)), id_(next_id()), renderings_(make_node<Renderings>()) {}

Construct::~Construct() = default;

void Construct::set(Rendering rendering) {
    const std::lock_guard lock(renderings_->mutex);
    std::erase_if(renderings_->all, [&](const Rendering& each) { return each.dialect == rendering.dialect; });
    renderings_->all.push_back(std::move(rendering));
}

std::vector<Construct::Rendering> Construct::renderings() const {
    const std::shared_lock lock(renderings_->mutex);
    return renderings_->all;
}

bool Construct::is_call() const {
    const std::shared_lock lock(renderings_->mutex);
    return std::all_of(renderings_->all.begin(), renderings_->all.end(),
                       [](const Rendering& each) { return each.writer == nullptr && sql::is_call(each.form); });
}

}  // namespace azoth::sql
