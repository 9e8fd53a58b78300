// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/engine/decode.hpp"
#include "azoth/engine/lasting_statement.hpp"
#include "azoth/orm/inheritance.hpp"
#include "azoth/orm/mapped_class.hpp"
#include "azoth/orm/mapped_relationship.hpp"
#include "azoth/orm/object.hpp"
#include "azoth/orm/version_mapping.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/entity.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

namespace orm {

/// A column of a mapped class: which member, which column of the table.
struct MappedColumn {
    std::string member;
    std::uint32_t offset = 0;           ///< within the object
    std::uint32_t snapshot_offset = 0;  ///< within a snapshot
    std::uint32_t table_column = 0;
    const CppType* type = nullptr;        ///< of what is at `offset`
    std::uint32_t member_offset = 0;      ///< what c() finds it by: `offset`, unless it is within an optional composite
    const CppType* value_type = nullptr;  ///< of the member: `type`, with the same exception
    bool is_deferred = false;             ///< read only where a query or Session::load() asks for it
    std::string deferred_group = {};      ///< those that undefer_group() names together
    std::string member_name = {};         ///< `member` is the column's name
    bool is_query_expression = false;     ///< of the properties: only a query gives it a value

    static constexpr std::uint32_t kNoTableColumn = static_cast<std::uint32_t>(-1);
    /// No column of the table: a column_property() or query_expression().
    bool is_property() const { return table_column == kNoTableColumn; }
};

/// A struct member over several columns.
struct Composite {
    std::string_view name;
    std::uint32_t offset = 0;            ///< within the object
    std::vector<std::uint32_t> columns;  ///< positions among the columns
};

/// Where objects of a class have their key, if it is one whole number.
struct IntegerKey {
    std::uint32_t offset = 0;           ///< within the object
    std::uint32_t snapshot_offset = 0;  ///< within a snapshot
    std::uint8_t size = 0;              ///< in bytes; 0: the key is something else

    std::int64_t of_object(const void* object) const { return read(static_cast<const std::byte*>(object) + offset); }
    /// As the row has it: the key in the object may have been changed since.
    std::int64_t of_row(const ObjectHeader& header) const {
        const std::byte* const snapshot = header.snapshot();
        return snapshot == nullptr ? of_object(header.object()) : read(snapshot + snapshot_offset);
    }

private:
    template <class Number>
    static std::int64_t read_as(const std::byte* field) {
        Number number = 0;
        std::memcpy(&number, field, sizeof number);
        return number;
    }
    std::int64_t read(const std::byte* field) const {
        if (size == 8) return read_as<std::int64_t>(field);
        return size == 4 ? read_as<std::int32_t>(field) : read_as<std::int16_t>(field);
    }
};

struct ColumnDraft;
struct ColumnRules;
struct ClassHooks;
struct ColumnProperties;
struct Inheritance;
struct ConcreteUnion;
struct ColumnTypeRule;

/// All that azoth knows of a mapped class: built once per process from its mapping(), never changed afterwards.
///
/// Building has two steps, because classes refer to each other: first its own columns, then (configure) foreign keys
/// and relationships, for which the other classes' first step must be done.
class ClassMap final : public sql::Entity {
public:
    ClassMap(const ObjectOps& ops, void (*describe)(ClassDraft& draft));
    ClassMap(const ClassMap&) = delete;
    ClassMap& operator=(const ClassMap&) = delete;
    ~ClassMap() override;

    /// Throws MappingError when mapping() says what cannot be.
    void ensure_built() {
        if (!is_built_.load(std::memory_order_acquire)) build();
    }
    bool is_built() const { return is_built_.load(std::memory_order_acquire); }
    /// Throws MappingError for relationships and foreign keys that lead nowhere or could lead to several places.
    void ensure_configured() {
        if (!is_configured_.load(std::memory_order_acquire)) configure();
    }

    const ObjectOps& ops() const { return ops_; }
    std::string_view name() const { return ops_.name; }
    const TableDefinition& definition() const { return *definition_; }
    TableDefinitionPtr definition_ptr() const { return definition_; }
    /// Those of its tables, and behind them the members that expressions compute.
    const std::vector<MappedColumn>& columns() const { return columns_; }
    /// Positions of the key among columns().
    const std::vector<std::uint32_t>& key() const { return key_; }
    /// Which columns a query reads is to be found out: some are deferred, or no columns of a table.
    bool has_deferred_columns() const { return has_deferred_columns_; }
    /// Its objects have their key, one whole number, and nothing more is done when one is loaded than to read its row.
    /// Precondition: ensure_configured().
    bool is_loaded_plainly() const { return is_loaded_plainly_ && inheritance_ == nullptr; }
    /// The members that expressions compute; null when there are none.
    ColumnProperties* properties() const { return properties_.get(); }
    /// The key is one whole number, the usual case.
    bool has_integer_key() const { return integer_key_.size != 0; }
    const IntegerKey& integer_key() const { return integer_key_; }
    /// The position among columns() of the value that the database generates.
    const std::optional<std::uint32_t>& generated_column() const { return generated_column_; }
    /// Which columns a flush does not simply write; null when it writes all.
    const ColumnRules* rules() const { return rules_.get(); }
    /// mapping() does not describe the table: it was there.
    bool has_existing_table() const { return has_existing_table_; }
    /// A view or a query, which is not created and not written to.
    bool is_view() const { return is_view_; }
    /// A query that no view of the database keeps.
    bool is_query() const { return static_cast<bool>(table_->rows()); }
    /// The classes whose rows its queries read; null: it has rows of its own.
    const ConcreteUnion* concrete_union() const { return union_.get(); }
    /// Throws MappingError(`read_only_class`) for a view.
    void require_writable() const;
    /// The functions that are called for its objects; null when there are none.
    const ClassHooks* hooks() const { return hooks_.get(); }
    /// Puts the table into a schema, unless mapping() has named one, and names its constraints.
    ///
    /// Throws MappingError(`late_options`) when the class has others already, or is in use.
    void settle(const std::string& schema, const std::shared_ptr<const NamingConvention>& naming);
    /// Throws MappingError(`late_options`) when it was built with other types.
    void require_types(const std::vector<ColumnTypeRule>& types) const;
    const std::vector<const Relationship*>& relationships() const { return relationship_list_; }
    const Relationship& relationship_at(std::size_t offset) const;
    /// Throws MappingError(`unmapped_member`).
    const Composite& composite_at(std::size_t offset) const;
    const std::vector<Composite>& composites() const { return composites_; }
    /// A small number, for tables indexed by class: of its own, or that of the mapped base.
    std::size_t ordinal() const { return ordinal_; }
    /// Null for a class without mapped bases and subclasses.
    Inheritance* inheritance() const { return inheritance_.get(); }
    /// The class itself, or one that inherits from it.
    bool is_kind_of(const ClassMap& other) const {
        return this == &other || (inheritance_ != nullptr && inherits_from(other)) ||
               (other.union_ != nullptr && is_united_by(other));
    }
    /// What mapping() has said of a column of columns().
    const Column& column_definition(std::uint32_t position) const;

    std::size_t snapshot_size() const { return snapshot_size_; }
    void construct_snapshot(const void* object, std::byte* uninitialised) const;
    void update_snapshot(const void* object, std::byte* snapshot) const;
    void restore_snapshot(void* object, const std::byte* snapshot) const;
    void destroy_snapshot(std::byte* snapshot) const;
    bool differs(const MappedColumn& column, const void* object, const std::byte* snapshot) const {
        return !column.type->equal(static_cast<const std::byte*>(object) + column.offset,
                                   snapshot + column.snapshot_offset);
    }

    void* field(void* object, const MappedColumn& column) const {
        return static_cast<std::byte*>(object) + column.offset;
    }
    const void* field(const void* object, const MappedColumn& column) const {
        return static_cast<const std::byte*>(object) + column.offset;
    }
    /// The expression for a column of columns() that is no property.
    const sql::ColumnPtr& column_expression(std::uint32_t position) const { return expressions_[position]; }
    std::optional<std::uint32_t> find_column_at(std::size_t offset) const;
    /// Where the cells of a row go, in the order of columns().
    const std::vector<DecodeStep>& decode_steps() const { return decode_steps_; }
    /// SELECT of one object; the key's values are its parameters.
    const LastingStatement& select_by_key() const { return select_by_key_; }

    // sql::Entity
    const sql::TablePtr& table() const override { return table_; }
    std::span<const std::uint32_t> loaded_columns() const override;
    const sql::ColumnPtr& column_at(std::size_t offset, const CppType& type) const override;
    ExpressionPtr expression_at(std::size_t offset, const CppType& type) const override;
    sql::RelationshipJoin join_at(std::size_t offset, const sql::FromPtr& left,
                                  const sql::FromPtr& target) const override;
    void complete(sql::SelectNode& select, const sql::FromPtr& from) const override;
    ExpressionPtr criteria(const sql::FromPtr& from) const override;
    const sql::TablePtr& written_table() const override;

private:
    friend class SubclassBuilder;
    friend struct ColumnProperties;

    void build();
    bool inherits_from(const ClassMap& other) const;
    bool is_united_by(const ClassMap& other) const;
    void make_union(ClassDraft& draft);
    void add_columns_of_union();
    void configure();
    void make_table(ClassDraft& draft);
    void add_columns(ClassDraft& draft);
    void take_table(const ClassDraft& draft);
    std::uint32_t find_table_column(const ColumnDraft& column) const;
    void add_constraints(ClassDraft& draft);
    void copy_shape(ClassDraft& draft);
    void make_select_by_key();
    void take_constructor(const ClassDraft& draft);
    void add_composites(const ClassDraft& draft);
    void add_properties(const ClassDraft& draft);
    void add_hooks(const ClassDraft& draft);
    void make_rules();
    void inherit_rules(ColumnRules& rules) const;
    void inherit_hooks();
    void inherit_composites(const ClassDraft& draft);
    void give_rules_to_part() const;
    void add_key_to_base(std::vector<ForeignKeyConstraint>& keys) const;
    void find_generated_column();
    std::vector<ForeignKeyConstraint> drafted_foreign_keys();
    void resolve_foreign_keys();
    void resolve_relationships();
    void resolve(Relationship& relationship);
    void resolve_columns(Relationship& relationship);
    void pair(Relationship& relationship);

    ObjectOps ops_;
    void (*describe_)(ClassDraft& draft);
    std::atomic<bool> is_built_{false};
    std::atomic<bool> is_configured_{false};
    bool is_building_ = false;
    bool is_configuring_ = false;

    std::unique_ptr<ClassDraft> draft_;  // until configured
    NodePtr<TableDefinition> definition_;
    sql::TablePtr table_;
    std::vector<MappedColumn> columns_;
    std::vector<std::uint32_t> table_columns_;
    std::vector<DecodeStep> decode_steps_;
    std::vector<sql::ColumnPtr> expressions_;
    std::vector<Composite> composites_;
    LastingStatement select_by_key_;
    std::vector<std::uint32_t> key_;
    IntegerKey integer_key_;
    std::optional<std::uint32_t> generated_column_;
    std::deque<Relationship> relationships_;
    std::vector<const Relationship*> relationship_list_;
    std::size_t snapshot_size_ = 0;
    std::size_t ordinal_ = 0;
    std::shared_ptr<const ColumnRules> rules_;
    std::shared_ptr<const ClassHooks> hooks_;
    std::shared_ptr<ColumnProperties> properties_;
    std::shared_ptr<Inheritance> inheritance_;
    std::shared_ptr<const ConcreteUnion> union_;
    std::string home_schema_;  // where the Registry has put it
    std::shared_ptr<const std::vector<ColumnTypeRule>> types_;
    bool has_foreign_keys_ = false;
    bool has_existing_table_ = false;
    bool is_view_ = false;
    bool has_deferred_columns_ = false;
    bool is_loaded_plainly_ = false;
};

}  // namespace orm
}  // namespace azoth
