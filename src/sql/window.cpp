// SPDX-License-Identifier: MIT
#include "azoth/sql/window.hpp"

#include <string_view>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {
namespace {

using sql::FrameBound;

std::string_view text_of(FrameBound::Kind kind) {
    switch (kind) {
        case FrameBound::Kind::UnboundedPreceding: return "unbounded_preceding()";
        case FrameBound::Kind::Preceding: return "preceding(...)";
        case FrameBound::Kind::CurrentRow: return "current_row()";
        case FrameBound::Kind::Following: return "following(...)";
        case FrameBound::Kind::UnboundedFollowing: return "unbounded_following()";
    }
    return "";
}

void check_frame(const FrameBound& start, const FrameBound& end) {
    const bool is_reversed = start.kind > end.kind;
    if (is_reversed || start.kind == FrameBound::Kind::UnboundedFollowing ||
        end.kind == FrameBound::Kind::UnboundedPreceding)
        throw ArgumentError("bad_frame", fmt::format("a frame cannot start with {} and end with {}; it goes from the "
                                                     "earlier row to the later one",
                                                     text_of(start.kind), text_of(end.kind)));
}

}  // namespace

namespace detail {

void add_order_item(sql::OrderList& list, const Ordering& ordering) { list.push_back(ordering.item); }

void add_order_item(sql::OrderList& list, const std::vector<Ordering>& orderings) {
    for (const Ordering& each : orderings) list.push_back(each.item);
}

FrameBound make_bound(FrameBound::Kind kind, std::int64_t rows) {
    if (rows < 0)
        throw ArgumentError("bad_frame", fmt::format("the bound of a frame is {} rows away; use preceding() and "
                                                     "following() with numbers from 0",
                                                     rows));
    return {kind, make_node<sql::TextFragmentNode>(std::to_string(rows), BigInteger{})};
}

ExpressionPtr make_over(const ExpressionPtr& function, sql::WindowPtr window) {
    return make_node<sql::OverNode>(
        NodePtr<const sql::FunctionNode>(static_cast<const sql::FunctionNode*>(function.get())), std::move(window));
}

}  // namespace detail

Window Window::framed(sql::Frame::Unit unit, FrameBound start, FrameBound end) const {
    check_frame(start, end);
    return with([&](sql::WindowNode& copy) {
        copy.frame = {unit, std::move(start), std::move(end), copy.frame.exclude};
    });
}

Window Window::excluding(sql::Frame::Exclude rows) const {
    if (node_->frame.unit == sql::Frame::Unit::None)
        throw ArgumentError("bad_frame",
                            "rows can be left out of a frame only: call rows(), range() or groups() before");
    return with([&](sql::WindowNode& copy) { copy.frame.exclude = rows; });
}

Window window(std::string name) { return Window(make_node<sql::WindowNode>(std::move(name))); }

Window window(const Window& base) {
    if (base.node()->name.empty())
        throw ArgumentError("bad_window", "only a window with a name, window(\"w\"), can be added to by another one");
    auto node = make_node<sql::WindowNode>();
    node->base = base.node();
    return Window(std::move(node));
}

}  // namespace azoth
