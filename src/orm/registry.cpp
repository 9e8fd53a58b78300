// SPDX-License-Identifier: MIT
#include "azoth/orm/registry.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/column_types.hpp"
#include "orm/inheritance.hpp"
#include "orm/link_table.hpp"

namespace azoth {
namespace {

/// Runs each step and keeps what went wrong, so that one run shows all mistakes.
class Mistakes {
public:
    template <class Step>
    void collect(Step step) {
        try {
            step();
        } catch (const Error& error) {
            if (found_.empty()) code_ = error.code();
            // Several classes can lead to the same mistake.
            if (std::find(found_.begin(), found_.end(), error.message()) == found_.end())
                found_.push_back(error.message());
        }
    }

    void report() const {
        if (found_.empty()) return;
        if (found_.size() == 1) throw MappingError(code_, found_.front());
        std::string message = fmt::format("{} mistakes in the mappings:", found_.size());
        for (const std::string& mistake : found_) message += "\n  - " + mistake;
        throw MappingError("bad_mappings", std::move(message));
    }

private:
    std::string code_;
    std::vector<std::string> found_;
};

/// None of them is built by that.
std::vector<orm::ClassMap*> named_by(std::initializer_list<orm::ClassMap& (*)()> classes) {
    const orm::NamingOnly naming;
    std::vector<orm::ClassMap*> named;
    for (const auto get : classes) named.push_back(&get());
    return named;
}

/// The link tables of a class, unless the other side has brought them along.
void add_link_tables(const orm::ClassMap& map, MetaData& metadata) {
    for (const orm::Relationship* const relationship : map.relationships()) {
        if (!relationship->link) continue;
        const TableDefinitionPtr& table = relationship->link->definition;
        if (metadata.find(table->full_name()) == table) continue;
        if (table->has_naming())
            metadata.add(table);
        else  // one that azoth has made, and nobody uses yet
            metadata.add(NodePtr<TableDefinition>(const_cast<TableDefinition*>(table.get())));
    }
}

}  // namespace

Registry::Registry(const Registry&) = default;
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(const Registry&) = default;
Registry& Registry::operator=(Registry&&) noexcept = default;
Registry::~Registry() = default;

Registry::Registry(ClassMaps classes) : Registry(classes, RegistryOptions{}) {}

Registry::Registry(ClassMaps classes, const RegistryOptions& options) {
    std::vector<orm::ClassMap*> maps;
    MetaData metadata(options.schema, options.naming.value_or(NamingConvention{}));
    Mistakes mistakes;
    {
        const std::vector<orm::ClassMap*> named = named_by(classes);
        const orm::TypesInForce types(options.types, named);
        for (orm::ClassMap* const map : named)
            mistakes.collect([&] {
                map->ensure_built();
                maps.push_back(map);
            });
    }
    mistakes.report();
    for (const orm::ClassMap* const map : maps) mistakes.collect([&] { map->require_types(options.types); });
    mistakes.report();
    const auto naming = options.naming ? metadata.naming() : nullptr;
    for (orm::ClassMap* const map : maps) mistakes.collect([&] { map->settle(options.schema, naming); });
    mistakes.report();
    for (orm::ClassMap* const map : maps) mistakes.collect([&] { map->ensure_configured(); });
    mistakes.report();
    std::unordered_set<const TableDefinition*> known;
    for (orm::ClassMap* const map : maps) {
        if (map->is_view()) continue;
        mistakes.collect([&] {
            // Classes of a hierarchy may share tables.
            orm::for_each_table(*map, [&](const orm::ClassMap& table) {
                if (known.insert(&table.definition()).second) metadata.add(table.definition_ptr());
            });
        });
    }
    mistakes.report();
    for (const orm::ClassMap* const map : maps) mistakes.collect([&] { add_link_tables(*map, metadata); });
    mistakes.report();
    classes_ = share(std::move(maps));
    metadata_ = share(std::move(metadata));
}

std::span<orm::ClassMap* const> Registry::classes() const { return *classes_; }

void Registry::create_all(const Engine& engine) const { create_all(engine, SchemaSelection{}); }
void Registry::drop_all(const Engine& engine) const { drop_all(engine, SchemaSelection{}); }

void Registry::create_all(const Engine& engine, const SchemaSelection& selection) const {
    azoth::create_all(*metadata_, engine, selection);
}

void Registry::drop_all(const Engine& engine, const SchemaSelection& selection) const {
    azoth::drop_all(*metadata_, engine, selection);
}

}  // namespace azoth
