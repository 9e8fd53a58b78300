// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/schema_script.hpp"
#include "compile/ddl_condition.hpp"
#include "compile/type_writer.hpp"

namespace azoth {
namespace {

using Action = DdlNode::Action;
using Statement = NodePtr<const DdlNode>;

struct TypeName {
    const std::string& schema;
    const std::string& name;
};

TypeName name_of(const SqlType& type) {
    if (const Domain* const domain = domain_of(type)) return {domain->schema(), domain->name()};
    return {type.enumeration->schema, type.enumeration->name};
}

bool is_same_definition(const SqlType& left, const SqlType& right) {
    if (domain_of(left) != nullptr || domain_of(right) != nullptr) return true;
    return left.enumeration->labels == right.enumeration->labels;
}

void add_type(std::vector<SqlType>& types, const SqlType& type) {
    const bool is_native_enum = type.enumeration && type.enumeration->is_native;
    if (!is_native_enum && domain_of(type) == nullptr) return;
    const auto found = std::find_if(types.begin(), types.end(), [&](const SqlType& each) {
        return name_of(each).name == name_of(type).name && name_of(each).schema == name_of(type).schema;
    });
    if (found == types.end()) {
        types.push_back(type);
    } else if (!is_same_definition(*found, type)) {
        throw ArgumentError("duplicate_name", fmt::format("there are two types '{}' with different labels: give one of "
                                                          "them another name",
                                                          name_of(type).name));
    }
}

/// The types of columns that are objects of the schema, each once.
std::vector<SqlType> schema_types(const MetaData& metadata, const Dialect& dialect) {
    std::vector<SqlType> types;
    if (!dialect.ddl().schema_types) return types;
    for (const TableDefinitionPtr& table : metadata.tables())
        for (const Column& column : table->definitions()) add_type(types, compile::type_on(column.type(), dialect));
    return types;
}

class SchemaChange {
public:
    SchemaChange(const MetaData& metadata, const SchemaFilter& filter, DdlRunner& runner)
        : metadata_(metadata), filter_(filter), runner_(runner), can_(runner.dialect().ddl()) {}

    void create() {
        check_schema(metadata_, runner_.dialect());
        metadata_.hooks().call(DdlEvent::BeforeCreate, runner_);
        for (const std::string& schema : metadata_.schemas())
            if (can_.schemas && filter_.includes(SchemaObject::Schema, {}, schema))
                runner_.execute(CreateSchema(schema));
        for (const SqlType& type : types()) runner_.execute(CreateType(type));
        for (const Sequence& sequence : sequences()) runner_.execute(CreateSequence(sequence));
        create_tables();
        for (const ViewDefinitionPtr& view : views()) execute_view(Action::CreateView, view);
        metadata_.hooks().call(DdlEvent::AfterCreate, runner_);
    }

    void drop() {
        metadata_.hooks().call(DdlEvent::BeforeDrop, runner_);
        auto all_views = views();
        std::reverse(all_views.begin(), all_views.end());
        for (const ViewDefinitionPtr& view : all_views) execute_view(Action::DropView, view);
        drop_tables();
        for (const Sequence& sequence : sequences()) runner_.execute(DropSequence(sequence));
        for (const SqlType& type : types()) runner_.execute(DropType(type));
        for (const std::string& schema : metadata_.schemas())
            if (can_.schemas && filter_.includes(SchemaObject::Schema, {}, schema)) runner_.execute(DropSchema(schema));
        metadata_.hooks().call(DdlEvent::AfterDrop, runner_);
    }

private:
    std::vector<TableDefinitionPtr> tables() const {
        std::vector<TableDefinitionPtr> wanted;
        for (const TableDefinitionPtr& table : metadata_.tables())
            if (filter_.includes(SchemaObject::Table, table->schema(), table->name())) wanted.push_back(table);
        return wanted;
    }
    std::vector<ViewDefinitionPtr> views() const {
        std::vector<ViewDefinitionPtr> wanted;
        for (const ViewDefinitionPtr& view : metadata_.views())
            if (filter_.includes(SchemaObject::View, view->table->schema(), view->table->name()))
                wanted.push_back(view);
        return wanted;
    }
    std::vector<SqlType> types() const {
        std::vector<SqlType> wanted = schema_types(metadata_, runner_.dialect());
        std::erase_if(wanted, [&](const SqlType& type) {
            return !filter_.includes(SchemaObject::Type, name_of(type).schema, name_of(type).name);
        });
        return wanted;
    }
    std::vector<Sequence> sequences() const {
        std::vector<Sequence> wanted = can_.sequences ? metadata_.sequences() : std::vector<Sequence>{};
        std::erase_if(wanted, [&](const Sequence& sequence) {
            return !filter_.includes(SchemaObject::Sequence, sequence.schema(), sequence.name());
        });
        return wanted;
    }
    bool can_alter() const { return runner_.dialect().capabilities().alter_constraints; }

    void create_tables() {
        const auto wanted = tables();
        for (const Statement& statement : create_statements(metadata_, wanted, can_alter())) {
            if (statement->action == Action::CreateTable)
                statement->table->hooks().call(DdlEvent::BeforeCreate, runner_);
            runner_.execute(DdlElement(statement));
            if (statement->action == Action::CreateTable && can_.comment_statements) comment_on(statement->table);
        }
        for (const TableDefinitionPtr& table : wanted) table->hooks().call(DdlEvent::AfterCreate, runner_);
    }
    void drop_tables() {
        const auto wanted = tables();
        for (const TableDefinitionPtr& table : wanted) table->hooks().call(DdlEvent::BeforeDrop, runner_);
        for (const Statement& statement : drop_statements(metadata_, wanted, can_alter()))
            runner_.execute(DdlElement(statement));
        for (const TableDefinitionPtr& table : wanted) table->hooks().call(DdlEvent::AfterDrop, runner_);
    }
    void comment_on(const TableDefinitionPtr& table) {
        if (!table->comment().empty()) execute_comment(Action::SetTableComment, table, {}, table->comment());
        for (const Column& column : table->definitions())
            if (!column.comment().empty())
                execute_comment(Action::SetColumnComment, table, column.name(), column.comment());
        comment_on_constraints(table, table->unique_constraints());
        comment_on_constraints(table, table->checks());
        comment_on_constraints(table, table->excludes());
    }
    template <class Constraints>
    void comment_on_constraints(const TableDefinitionPtr& table, const Constraints& constraints) {
        for (const auto& constraint : constraints) {
            if (constraint.comment().empty()) continue;
            auto node = make_node<DdlNode>(Action::SetConstraintComment, table);
            node->constraint = constraint;
            node->condition = constraint.condition();
            runner_.execute(DdlElement(node));
        }
    }
    void execute_comment(Action action, const TableDefinitionPtr& table, const std::string& column,
                         const std::string& comment) {
        auto node = make_node<DdlNode>(action, table);
        node->name = column;
        node->comment = comment;
        runner_.execute(DdlElement(node));
    }
    void execute_view(Action action, const ViewDefinitionPtr& view) {
        auto node = make_node<DdlNode>(action, TableDefinitionPtr(view->table));
        node->view = view;
        runner_.execute(DdlElement(node));
    }

    const MetaData& metadata_;
    const SchemaFilter& filter_;
    DdlRunner& runner_;
    const DdlCapabilities& can_;
};

struct Everything final : SchemaFilter {
    bool includes(SchemaObject, std::string_view, std::string_view) const override { return true; }
};

/// Writes statements out instead of running them.
class ScriptRunner final : public DdlRunner {
public:
    ScriptRunner(const Dialect& dialect, compile::SqlSink& sink) : dialect_(dialect), sink_(sink) {}

    void execute(const DdlElement& statement) override {
        if (!compile::exists_on(statement.node()->condition, dialect_)) return;
        sink_.take(to_string(static_cast<const sql::StatementNode&>(*statement.node()), dialect_));
    }
    const Dialect& dialect() const override { return dialect_; }

private:
    const Dialect& dialect_;
    compile::SqlSink& sink_;
};

std::string script(const MetaData& metadata, const Dialect& dialect, bool drops) {
    std::string text;
    const auto append = [&](std::string_view sql) { text.append(sql).append(";\n"); };
    compile::SinkOf<decltype(append)> sink(append);
    compile::send_schema(metadata, dialect, drops, sink);
    return text;
}

}  // namespace

void create_schema(const MetaData& metadata, const SchemaFilter& filter, DdlRunner& runner) {
    SchemaChange(metadata, filter, runner).create();
}

void drop_schema(const MetaData& metadata, const SchemaFilter& filter, DdlRunner& runner) {
    SchemaChange(metadata, filter, runner).drop();
}

void compile::send_schema(const MetaData& metadata, const Dialect& dialect, bool drops, SqlSink& sink) {
    ScriptRunner runner(dialect, sink);
    if (drops)
        drop_schema(metadata, Everything(), runner);
    else
        create_schema(metadata, Everything(), runner);
}

std::string schema_script(const MetaData& metadata, const Dialect& dialect) { return script(metadata, dialect, false); }

std::string drop_script(const MetaData& metadata, const Dialect& dialect) { return script(metadata, dialect, true); }

}  // namespace azoth
