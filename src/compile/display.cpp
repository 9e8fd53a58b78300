// SPDX-License-Identifier: MIT
#include <string>
#include <unordered_map>

#include "azoth/compile/dialect.hpp"
#include "compile/empty_list.hpp"
#include "compile/written.hpp"

namespace azoth {
namespace {

using compile::Written;

/// Writes the slots of a statement for people.
class SlotWriter {
public:
    SlotWriter(const Dialect& dialect, bool literal_values) : dialect_(dialect), literal_values_(literal_values) {}

    void write(std::string& sql, const Written& written, std::size_t slot) {
        name_ = written.text.names[slot].empty() ? "param" : written.text.names[slot];
        const BindSlot& source = written.text.slots[slot];
        switch (source.source) {
            case BindSlot::Source::Bind:
                return write_value(sql, static_cast<const sql::BindNode&>(*written.binds[source.index]).value);
            case BindSlot::Source::BindList:
                return write_list(sql, source, static_cast<const sql::BindListNode&>(*written.binds[source.index]));
            case BindSlot::Source::Parameter:
            case BindSlot::Source::Default: return write_placeholder(sql);
        }
    }

private:
    void write_placeholder(std::string& sql) {
        const std::string name = name_ + "_" + std::to_string(++names_used_[name_]);
        dialect_.write_placeholder(sql, ++number_, name);
    }
    void write_value(std::string& sql, const Value& value) {
        if (literal_values_)
            dialect_.write_literal(sql, value.view());
        else
            write_placeholder(sql);
    }
    void write_list(std::string& sql, const BindSlot& slot, const sql::BindListNode& list) {
        if (list.values.empty()) sql += compile::empty_list(slot);
        const std::size_t width = slot.width();
        const bool is_tuple = !slot.tuple_types.empty();
        for (std::size_t i = 0; i < list.values.size(); ++i) {
            if (i > 0) sql += ", ";
            if (is_tuple && i % width == 0) sql += '(';
            write_value(sql, list.values[i]);
            if (is_tuple && i % width == width - 1) sql += ')';
        }
    }

    const Dialect& dialect_;
    bool literal_values_;
    std::string name_;
    std::unordered_map<std::string, int> names_used_;
    std::size_t number_ = 0;
};

}  // namespace

std::string to_string(const sql::StatementNode& statement, const Dialect& dialect, bool literal_values) {
    const Written written = compile::write(statement, dialect);
    std::string sql = written.text.pieces.front();
    SlotWriter slots(dialect, literal_values);
    for (std::size_t slot = 0; slot < written.text.slots.size(); ++slot) {
        slots.write(sql, written, slot);
        sql += written.text.pieces[slot + 1];
    }
    return sql;
}

}  // namespace azoth
