// SPDX-License-Identifier: MIT
#include "azoth/orm/mapper.hpp"

#include <utility>

#include "orm/link_table.hpp"

namespace azoth {

LinkColumns::LinkColumns(const char* column) : names_{column} {}
LinkColumns::LinkColumns(std::string column) : names_{std::move(column)} {}
LinkColumns::LinkColumns(std::initializer_list<std::string> columns) : names_(columns) {}

RelationshipMapping& RelationshipMapping::cascade(Cascade cascade) {
    relationship_->cascade = cascade | Cascade::SaveUpdate;
    return *this;
}

RelationshipMapping& RelationshipMapping::loading(Loading loading) {
    relationship_->loading = loading;
    return *this;
}

RelationshipMapping& RelationshipMapping::view_only() {
    relationship_->is_view_only = true;
    return *this;
}

RelationshipMapping& RelationshipMapping::passive_deletes() {
    relationship_->has_passive_deletes = true;
    return *this;
}

RelationshipMapping& RelationshipMapping::secondary(std::string table, const LinkColumns& local,
                                                    const LinkColumns& remote) {
    relationship_->link_draft = std::make_shared<const orm::LinkDraft>(
        orm::LinkDraft{std::move(table), nullptr, local.names(), remote.names()});
    return *this;
}

RelationshipMapping& RelationshipMapping::secondary(const Table& table, const LinkColumns& local,
                                                    const LinkColumns& remote) {
    relationship_->link_draft = std::make_shared<const orm::LinkDraft>(
        orm::LinkDraft{{}, table.definition_ptr(), local.names(), remote.names()});
    return *this;
}

RelationshipMapping& RelationshipMapping::secondary_class(orm::ClassMap& (*link)(), const LinkColumns& local,
                                                          const LinkColumns& remote) {
    relationship_->link_draft =
        std::make_shared<const orm::LinkDraft>(orm::LinkDraft{{}, nullptr, local.names(), remote.names(), link});
    return *this;
}

}  // namespace azoth
