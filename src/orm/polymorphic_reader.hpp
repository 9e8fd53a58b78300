// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "orm/entity_reader.hpp"
#include "orm/polymorphic_query.hpp"

namespace azoth::orm {

/// Turns the cells of an entity into an object of the class that its row belongs to.
class PolymorphicReader {
public:
    PolymorphicReader(SessionCore& session, const ClassMap& map, std::uint32_t first_cell, bool is_read_only,
                      const LoadStep* steps, const FamilyLayout& layout);

    PolymorphicReader(const PolymorphicReader&) = delete;
    PolymorphicReader& operator=(const PolymorphicReader&) = delete;
    /// Objects that are not complete leave the session.
    ~PolymorphicReader();

    /// `row` and `row_columns` are those of the whole row. Throws DataError(`unknown_class`).
    ObjectHeader* read(const ValueView* row, std::span<const driver::ResultColumn> row_columns);
    /// Reads what the rows did not have, by a query for each class that was met.
    void finish();

private:
    struct Member {
        std::unique_ptr<EntityReader> reader;   // null: no such row was met
        std::vector<ObjectHeader*> incomplete;  // the rest of their rows is read in the end
        std::vector<ObjectHeader*> lacking;     // from earlier; they get only those columns that they do not have
    };

    std::size_t member_for(const ValueView& identity) const;
    EntityReader& reader(std::size_t member);
    void complete(std::size_t member);
    void let_go(std::span<ObjectHeader* const> incomplete);

    SessionCore& session_;
    const ClassMap& map_;
    const std::uint32_t first_cell_;
    const bool is_read_only_;
    const LoadStep* const steps_;
    const FamilyLayout& layout_;
    const std::uint32_t key_cell_;
    const std::uint32_t discriminator_cell_;
    std::vector<Member> members_;
    LoadGroup* group_ = nullptr;
};

}  // namespace azoth::orm
