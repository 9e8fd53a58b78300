// SPDX-License-Identifier: MIT
#include <string>
#include <unordered_map>

#include "azoth/compile/dialect.hpp"
#include "azoth/sql/named_bind_node.hpp"
#include "compile/value_list.hpp"
#include "compile/written.hpp"

namespace azoth {
namespace {

using compile::Written;

/// Writes the slots of a statement for people.
class SlotWriter {
public:
    SlotWriter(const Dialect& dialect, const Parameters& parameters, bool literal_values)
        : dialect_(dialect), parameters_(parameters), literal_values_(literal_values) {}

    void write(std::string& sql, const Written& written, std::size_t slot) {
        name_ = written.text.names[slot].empty() ? "param" : written.text.names[slot];
        const BindSlot& source = written.text.slots[slot];
        using Source = BindSlot::Source;
        if (source.source == Source::Parameter || source.source == Source::Default) return write_placeholder(sql);
        const sql::Node& bind = *written.binds[source.index];
        const bool is_literal = literal_values_ || source.source == Source::Literal;
        switch (bind.kind()) {
            case sql::NodeKind::BindList:
                return write_values(sql, source, static_cast<const sql::BindListNode&>(bind).values, is_literal);
            case sql::NodeKind::NamedBind:
                return write_named(sql, source, static_cast<const sql::NamedBindNode&>(bind));
            default: return write_values(sql, source, {&static_cast<const sql::BindNode&>(bind).value, 1}, is_literal);
        }
    }

private:
    void write_placeholder(std::string& sql) {
        const std::string name = name_ + "_" + std::to_string(++names_used_[name_]);
        dialect_.write_placeholder(sql, ++number_, name);
    }
    void write_values(std::string& sql, const BindSlot& slot, std::span<const Value> values, bool is_literal) {
        if (is_literal) return compile::append_literals(sql, slot, values, dialect_);
        if (values.empty()) sql += compile::empty_list(slot);
        const std::size_t width = slot.width();
        const bool is_tuple = !slot.tuple_types.empty();
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) sql += ", ";
            if (is_tuple && i % width == 0) sql += '(';
            write_placeholder(sql);
            if (is_tuple && i % width == width - 1) sql += ')';
        }
    }
    void write_named(std::string& sql, const BindSlot& slot, const sql::NamedBindNode& node) {
        const std::vector<Value>* values = values_of(node);
        const bool is_literal = literal_values_ || node.form == sql::NamedBindNode::Form::Literal;
        if (values != nullptr && (is_literal || node.name.empty()))
            write_values(sql, slot, *values, is_literal);
        else
            dialect_.write_placeholder(sql, ++number_, node.name);
    }
    /// Null when only the execution will tell.
    const std::vector<Value>* values_of(const sql::NamedBindNode& node) const {
        if (const Parameter* given = parameters_.find(node.name)) return &given->values();
        return node.default_values ? &*node.default_values : nullptr;
    }

    const Dialect& dialect_;
    const Parameters& parameters_;
    bool literal_values_;
    std::string name_;
    std::unordered_map<std::string, int> names_used_;
    std::size_t number_ = 0;
};

}  // namespace

std::string to_string(const sql::StatementNode& statement, const Dialect& dialect, bool literal_values) {
    const Written written = compile::write(statement, dialect);
    std::string sql = written.text.pieces.front();
    SlotWriter slots(dialect, statement.parameters, literal_values);
    for (std::size_t slot = 0; slot < written.text.slots.size(); ++slot) {
        slots.write(sql, written, slot);
        sql += written.text.pieces[slot + 1];
    }
    return sql;
}

}  // namespace azoth
