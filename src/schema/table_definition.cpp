// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/replacement.hpp"
#include "schema/table_name.hpp"
#include "sql/children.hpp"

namespace azoth {
namespace {

/// What a column says twice, so that one of the two would be lost.
struct Contradiction {
    bool is_there;
    std::string_view what;
};

/// The constraint on this column alone: what a word of Column makes.
template <class Constraints>
void erase_single(Constraints& constraints, const std::string& column) {
    std::erase_if(constraints, [&](const auto& each) {
        return each.columns().size() == 1 && each.columns().front() == column && each.name().empty();
    });
}

/// Constraints are part of their table, and columns keep their table alive: an expression that names the table's own
/// columns would never let go of it. So it gets those of a copy.
class OwnColumns {
public:
    explicit OwnColumns(const TableDefinition& table) : table_(table) {}

    ExpressionPtr let_go(const ExpressionPtr& expression) {
        std::vector<sql::Replacements::Pair> pairs;
        sql::for_each_part(*expression, [&](const sql::ExpressionNode& part) {
            if (part.kind() != sql::NodeKind::Column) return;
            const auto& column = static_cast<const sql::ColumnNode&>(part);
            if (column.from.get() == &table_)
                pairs.push_back(
                    {NodePtr<const sql::Node>(&part), make_node<const sql::ColumnNode>(copy(), column.index)});
        });
        if (pairs.empty()) return expression;
        try {
            return sql::replaced(expression, pairs);
        } catch (const ArgumentError&) {
            return expression;  // a node that cannot be rebuilt: the table stays for the rest of the program
        }
    }
    void let_go(const DdlExpression& expression) {
        if (expression.expression())
            const_cast<DdlExpression&>(expression) = DdlExpression(let_go(expression.expression()));
    }

private:
    sql::FromPtr copy() {
        if (copy_ != nullptr) return copy_;
        const auto made = make_node<TableDefinition>(std::string(table_.name()), table_.schema());
        for (const Column& column : table_.definitions()) {
            Column plain(column.quoted(), column.type());
            if (column.key() != column.name()) plain.key(column.key());
            made->add(std::move(plain));
        }
        copy_ = made;
        return copy_;
    }

    const TableDefinition& table_;
    sql::FromPtr copy_;
};

}  // namespace

void TableDefinition::add_prefix(std::string word) { prefixes_.push_back(std::move(word)); }
void TableDefinition::set_naming(std::shared_ptr<const NamingConvention> naming) { naming_ = std::move(naming); }

TableDefinition::TableDefinition(QuotedName name, std::string schema) : TableNode(std::move(name), std::move(schema)) {}

TableDefinition::~TableDefinition() = default;

std::uint32_t TableDefinition::add(Column column) {
    if (find_definition(column.name()) != nullptr || find_column(column.key()))
        throw ArgumentError("duplicate_column", fmt::format("table '{}' has a column '{}' already: choose another name",
                                                            full_name(), column.name()));
    check_column(column);
    const std::uint32_t position = add_from_column(
        {column.name(), column.type(), column.key() == column.name() ? "" : column.key(), column.quoted().quoting});
    add_parts_of(column, position);
    definitions_.push_back(std::move(column));
    renew_id();
    return position;
}

std::uint32_t TableDefinition::replace(Column column) {
    const Column* const old = find_definition(column.name());
    if (old == nullptr) return add(std::move(column));
    check_column(column);
    const auto position = static_cast<std::uint32_t>(old - definitions_.data());
    remove_parts_of(*old);
    set_from_column(position, {column.name(), column.type(), column.key() == column.name() ? "" : column.key(),
                               column.quoted().quoting});
    add_parts_of(column, position);
    definitions_[position] = std::move(column);
    return position;
}

void TableDefinition::check_column(const Column& column) const {
    const bool has_default = !column.server_default().empty();
    const Contradiction contradictions[] = {
        {column.computed() && has_default, "is computed and has a server_default()"},
        {column.computed() && column.identity(), "is computed and an identity()"},
        {column.computed() && column.default_(), "is computed and has a default_()"},
        {column.computed() && column.onupdate(), "is computed and has an onupdate()"},
        {column.identity() && has_default, "is an identity() and has a server_default()"},
        {column.identity() && column.autoincrement() == false, "is an identity() and not to be autoincrement()"},
        {column.identity() && !is_integer(column.type().kind), "is an identity() and no whole number"},
        {column.identity() && column.is_nullable(), "is an identity() and nullable()"},
    };
    for (const auto& [is_there, what] : contradictions)
        if (is_there)
            throw ArgumentError("bad_column", fmt::format("column '{}.{}' {}: it can be one of the two only",
                                                          full_name(), column.name(), what));
}

void TableDefinition::add_parts_of(const Column& column, std::uint32_t position) {
    const std::string& name = column.name();
    if (column.is_primary_key()) primary_key_.push_back(position);
    if (column.is_unique()) unique_constraints_.emplace_back(std::vector<std::string>{name});
    if (column.has_index()) indexes_.emplace_back(std::vector<std::string>{name});
    if (!column.foreign_key()) return;
    foreign_keys_.push_back(*column.foreign_key());
    foreign_keys_.back().columns({name});
}

void TableDefinition::remove_parts_of(const Column& column) {
    const std::string& name = column.name();
    std::erase_if(primary_key_, [&](std::uint32_t each) { return definitions_[each].name() == name; });
    if (column.is_unique()) erase_single(unique_constraints_, name);
    if (column.has_index()) erase_single(indexes_, name);
    if (column.foreign_key())
        std::erase_if(foreign_keys_, [&](const auto& each) {
            return each.columns() == std::vector<std::string>{name} && each.name() == column.foreign_key()->name();
        });
}

void TableDefinition::add(PrimaryKeyConstraint constraint) {
    if (!constraint.columns().empty() || primary_key_.empty()) require_columns(constraint.columns(), "the primary key");
    std::vector<std::uint32_t> columns;
    for (const std::string& name : constraint.columns())
        columns.push_back(static_cast<std::uint32_t>(find_definition(name) - definitions_.data()));
    if (columns.empty()) columns = primary_key_;
    const auto is_named = [&](std::uint32_t each) {
        return std::find(columns.begin(), columns.end(), each) != columns.end();
    };
    if (!std::all_of(primary_key_.begin(), primary_key_.end(), is_named))
        throw ArgumentError(
            "two_primary_keys",
            fmt::format("table '{}' gets a primary key without a column that is marked as primary_key() "
                        "already: name all columns in one of the two places",
                        full_name()));
    for (const std::uint32_t column : columns) definitions_[column].primary_key();
    primary_key_ = std::move(columns);
    primary_key_constraint_ = std::move(constraint);
    renew_id();
}

void TableDefinition::add(ForeignKeyConstraint constraint) {
    require_columns(constraint.columns(), "a foreign key");
    if (constraint.columns().size() != constraint.target_columns().size())
        throw ArgumentError(
            "bad_reference",
            fmt::format("a foreign key of table '{}' has {} columns and refers to {} of '{}': name as many",
                        full_name(), constraint.columns().size(), constraint.target_columns().size(),
                        constraint.target_table()));
    if (!constraint.on_delete_columns().empty()) require_columns(constraint.on_delete_columns(), "ON DELETE SET");
    foreign_keys_.push_back(std::move(constraint));
}

void TableDefinition::add(UniqueConstraint constraint) {
    require_columns(constraint.columns(), "a unique constraint");
    unique_constraints_.push_back(std::move(constraint));
}

void TableDefinition::add(CheckConstraint constraint) {
    if (constraint.sql().empty())
        throw ArgumentError("no_condition", fmt::format("a check of table '{}' has no condition", full_name()));
    OwnColumns(*this).let_go(constraint.sql());
    checks_.push_back(std::move(constraint));
}

void TableDefinition::add(ExcludeConstraint constraint) {
    if (constraint.elements().empty())
        throw ArgumentError("no_columns",
                            fmt::format("an ExcludeConstraint of table '{}' has no element()", full_name()));
    for (const std::string& column : constraint.columns())
        if (!column.empty()) require_columns({column}, "an ExcludeConstraint");
    OwnColumns own(*this);
    for (const ExcludeConstraint::Element& element : constraint.elements()) own.let_go(element.value);
    own.let_go(constraint.where());
    excludes_.push_back(std::move(constraint));
}

void TableDefinition::add(Index index) {
    if (index.elements().empty() || !index.columns().empty()) require_columns(index.columns(), "an index");
    OwnColumns own(*this);
    for (const Index::Element& element : index.elements())
        if (element.expression) const_cast<Index::Element&>(element).expression = own.let_go(element.expression);
    own.let_go(index.where());
    indexes_.push_back(std::move(index));
}

std::string TableDefinition::full_name() const { return joined_name(schema(), std::string(name())); }

const Column* TableDefinition::find_definition(std::string_view name) const {
    const auto found =
        std::find_if(definitions_.begin(), definitions_.end(), [&](const Column& each) { return each.name() == name; });
    return found == definitions_.end() ? nullptr : &*found;
}

PrimaryKeyConstraint TableDefinition::primary_key_constraint() const {
    std::vector<std::string> columns;
    for (const std::uint32_t column : primary_key_) columns.push_back(definitions_[column].name());
    PrimaryKeyConstraint key = primary_key_constraint_;
    return key.columns(std::move(columns));
}

const NamingConvention& TableDefinition::naming() const {
    static const NamingConvention kDefault;
    return naming_ != nullptr ? *naming_ : kDefault;
}

std::vector<sql::TableReference> TableDefinition::references() const {
    std::vector<sql::TableReference> result;
    for (const ForeignKeyConstraint& key : foreign_keys_) {
        sql::TableReference& reference = result.emplace_back();
        reference.target = key.target_table();
        reference.target_columns = key.target_columns();
        for (const std::string& column : key.columns()) reference.columns.push_back(find_column(column).value());
    }
    return result;
}

std::optional<std::uint32_t> TableDefinition::autoincrement_column() const {
    for (std::uint32_t i = 0; i < definitions_.size(); ++i)
        if (definitions_[i].autoincrement() == true) return i;
    if (primary_key_.size() != 1) return std::nullopt;
    const Column& key = definitions_[primary_key_.front()];
    if (key.identity()) return primary_key_.front();
    const auto holds_key = [&](const ForeignKeyConstraint& each) {
        return std::find(each.columns().begin(), each.columns().end(), key.name()) != each.columns().end();
    };
    const bool has_default = !key.server_default().empty() || key.computed() ||
                             (key.default_() && key.default_().kind() != ColumnDefault::Kind::Sequence);
    if (key.autoincrement() || has_default || !is_integer(key.type().kind) ||
        std::any_of(foreign_keys_.begin(), foreign_keys_.end(), holds_key))
        return std::nullopt;
    return primary_key_.front();
}

void TableDefinition::require_columns(const std::vector<std::string>& columns, std::string_view what) const {
    if (columns.empty())
        throw ArgumentError("no_columns", fmt::format("{} of table '{}' names no column", what, full_name()));
    for (const std::string& name : columns)
        if (find_definition(name) == nullptr)
            throw ArgumentError(
                "no_such_column",
                fmt::format("{} of table '{}' names the column '{}', which the table does not have: add "
                            "the column first",
                            what, full_name(), name));
}

NodePtr<TableDefinition> TableDefinition::copy(std::string new_schema) const {
    auto table = make_node<TableDefinition>(QuotedName(std::string(name()), quoting()), new_schema);
    static_cast<SchemaItem<TableDefinition>&>(*table) = *this;
    const auto moved = [&](ForeignKeyConstraint key) {
        if (key.target_schema() == schema()) key.target_schema(new_schema);
        return key;
    };
    for (Column column : definitions_) {
        if (column.foreign_key()) column.references(moved(*column.foreign_key()));
        table->add_from_column(
            {column.name(), column.type(), column.key() == column.name() ? "" : column.key(), column.quoted().quoting});
        table->definitions_.push_back(std::move(column));
    }
    for (const ForeignKeyConstraint& key : foreign_keys_) table->foreign_keys_.push_back(moved(key));
    table->primary_key_ = primary_key_;
    table->primary_key_constraint_ = primary_key_constraint_;
    table->unique_constraints_ = unique_constraints_;
    table->checks_ = checks_;
    table->excludes_ = excludes_;
    table->indexes_ = indexes_;
    table->is_temporary_ = is_temporary_;
    table->prefixes_ = prefixes_;
    table->hooks_ = hooks_;
    return table;
}

void TableDefinition::describe(std::uint32_t position, const Column& column) {
    set_from_column(position, {column.name(), column.type(), column.key() == column.name() ? "" : column.key(),
                               column.quoted().quoting});
    definitions_[position] = column;
}

void TableDefinition::move_to_default_schema(const std::string& default_schema) {
    if (schema().empty()) {
        set_schema(default_schema);
        renew_id();
    }
    for (ForeignKeyConstraint& key : foreign_keys_)
        if (key.target_schema().empty()) key.target_schema(default_schema);
}

}  // namespace azoth
