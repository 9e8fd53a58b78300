// SPDX-License-Identifier: MIT
#include "compile/window_writer.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/order_writer.hpp"
#include "sql/children.hpp"

namespace azoth::compile {
namespace {

using sql::Frame;
using sql::FrameBound;
using sql::WindowNode;
using Windows = std::vector<const WindowNode*>;

void write_bound(SqlWriter& writer, const FrameBound& bound) {
    switch (bound.kind) {
        case FrameBound::Kind::UnboundedPreceding: writer.text("UNBOUNDED PRECEDING"); return;
        case FrameBound::Kind::Preceding: writer.expression(*bound.offset).text(" PRECEDING"); return;
        case FrameBound::Kind::CurrentRow: writer.text("CURRENT ROW"); return;
        case FrameBound::Kind::Following: writer.expression(*bound.offset).text(" FOLLOWING"); return;
        case FrameBound::Kind::UnboundedFollowing: writer.text("UNBOUNDED FOLLOWING"); return;
    }
}

std::string_view unit_text(Frame::Unit unit) {
    switch (unit) {
        case Frame::Unit::Rows: return "ROWS";
        case Frame::Unit::Groups: return "GROUPS";
        default: return "RANGE";
    }
}

std::string_view exclude_text(Frame::Exclude exclude) {
    switch (exclude) {
        case Frame::Exclude::CurrentRow: return " EXCLUDE CURRENT ROW";
        case Frame::Exclude::Group: return " EXCLUDE GROUP";
        case Frame::Exclude::Ties: return " EXCLUDE TIES";
        case Frame::Exclude::None: break;
    }
    return "";
}

void write_frame(SqlWriter& writer, const Frame& frame) {
    const bool needs_groups = frame.unit == Frame::Unit::Groups || frame.exclude != Frame::Exclude::None;
    if (needs_groups && !writer.dialect().capabilities().frame_groups)
        writer.refuse("has neither GROUPS frames nor EXCLUDE; use ROWS or RANGE");
    writer.text(unit_text(frame.unit)).text(" BETWEEN ");
    write_bound(writer, frame.start);
    writer.text(" AND ");
    write_bound(writer, frame.end);
    writer.text(exclude_text(frame.exclude));
}

/// What stands between the parentheses of a window.
void write_definition(SqlWriter& writer, const WindowNode& window) {
    std::string_view before;
    const auto next = [&]() -> SqlWriter& {
        writer.text(before);
        before = " ";
        return writer;
    };
    if (window.base) next().identifier(window.base->name);
    if (!window.partition_by.empty()) next().text("PARTITION BY ").expressions(window.partition_by);
    if (!window.order_by.empty()) {
        next().text("ORDER BY ");
        write_order_list(writer, window.order_by);
    }
    if (window.frame.unit != Frame::Unit::None) {
        next();
        write_frame(writer, window.frame);
    }
}

void add_window(Windows& windows, const WindowNode& window) {
    if (window.base) add_window(windows, *window.base);
    if (window.name.empty() || std::ranges::find(windows, &window) != windows.end()) return;
    if (std::ranges::any_of(windows, [&](const WindowNode* other) { return other->name == window.name; }))
        throw CompileError(
            "duplicate_window",
            fmt::format("two windows of the statement are called '{}'; use one variable for both, or give "
                        "them different names",
                        window.name));
    windows.push_back(&window);
}

void add_windows(Windows& windows, const sql::ExpressionNode& expression) {
    sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
        if (node.kind() == sql::NodeKind::Over) add_window(windows, *static_cast<const sql::OverNode&>(node).window);
    });
}

void check_function(SqlWriter& writer, const sql::FunctionNode& function) {
    if (function.clauses.is_distinct)
        writer.refuse(fmt::format("has no DISTINCT in a window function; make the rows of {}() distinct in a subquery",
                                  function.name));
    if (!function.clauses.order_by.empty() && !function.clauses.is_within_group)
        writer.refuse(fmt::format("has no ORDER BY among the arguments of a window function; sort the window of {}()",
                                  function.name));
}

}  // namespace

void write_over(SqlWriter& writer, const sql::OverNode& node) {
    if (!writer.dialect().capabilities().window_functions)
        writer.refuse("has no window functions in this version; use a subquery");
    check_function(writer, *node.function);
    {
        const Restored<bool> windowed(writer.context().is_windowed, true);
        writer.expression(*node.function);
    }
    writer.text(" OVER ");
    if (!node.window->name.empty()) {
        writer.identifier(node.window->name);
        return;
    }
    writer.text("(");
    write_definition(writer, *node.window);
    writer.text(")");
}

void write_window_clause(SqlWriter& writer, const sql::SelectNode& select) {
    Windows windows;
    for (const sql::SelectItem& item : select.items)
        if (item.expression) add_windows(windows, *item.expression);
    for (const sql::OrderItem& item : select.order_by) add_windows(windows, *item.expression);
    std::string_view before = " WINDOW ";
    for (const WindowNode* window : windows) {
        writer.text(before).identifier(window->name).text(" AS (");
        write_definition(writer, *window);
        writer.text(")");
        before = ", ";
    }
}

}  // namespace azoth::compile
