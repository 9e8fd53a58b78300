// SPDX-License-Identifier: MIT
#include "orm/part_reading.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "orm/column_properties.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_condition.hpp"
#include "orm/loose_object.hpp"
#include "orm/told_load.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kKeysPerQuery = 500;

/// SELECT of columns behind the key, from the tables that have them.
class PartQuery {
public:
    PartQuery(const ClassMap& map, std::span<const std::uint32_t> positions, const LoadStep* options)
        : map_(map), first_(*parts_of(positions.front()).front()), tables_{&first_} {
        for (std::size_t i = 0; i < map.key().size(); ++i) add(map.key()[i], first_.column_expression(first_.key()[i]));
        for (const std::uint32_t position : positions) {
            for (const ClassMap* const part : parts_of(position)) join(*part);
            add(position, expression_of(position, options));
        }
    }

    sql::SelectNode of(std::span<ObjectHeader* const> objects) const {
        sql::SelectNode select = *select_;
        select.where.push_back(matches_one_of(first_, first_.key(), objects, map_.key()));
        return select;
    }
    /// Of the key.
    std::span<const DecodeStep> key_steps() const { return std::span(steps_).first(map_.key().size()); }
    /// Of the columns that were asked for.
    std::span<const DecodeStep> steps() const { return std::span(steps_).subspan(map_.key().size()); }

private:
    /// The tables without which a column cannot be read.
    std::vector<const ClassMap*> parts_of(std::uint32_t position) const {
        const Inheritance& inheritance = *map_.inheritance();
        if (!map_.columns()[position].is_property()) return {inheritance.tables[inheritance.table_of_column[position]]};
        const ColumnProperty& property = *map_.properties()->list[position - map_.properties()->first];
        return property.owner->inheritance()->tables;
    }
    /// Throws ArgumentError(`no_expression`).
    ExpressionPtr expression_of(std::uint32_t position, const LoadStep* options) const {
        if (!map_.columns()[position].is_property()) return map_.column_expression(position);
        if (ExpressionPtr expression = property_expression(map_, position, options)) return expression;
        return map_.properties()->expression(map_, position);
    }
    void join(const ClassMap& part) {
        if (std::ranges::find(tables_, &part) != tables_.end()) return;
        tables_.push_back(&part);
        const sql::FromPtr from(first_.definition_ptr());
        const sql::FromPtr table(part.definition_ptr());
        select_->joins.push_back({sql::JoinKind::Inner, from, table, same_key(first_, from, part, table)});
    }
    void add(std::uint32_t position, ExpressionPtr expression) {
        steps_.push_back(map_.decode_steps()[position]);
        steps_.back().cell = static_cast<std::uint32_t>(steps_.size() - 1);
        select_->items.push_back({std::move(expression), nullptr, nullptr});
    }

    const ClassMap& map_;
    const ClassMap& first_;
    std::vector<const ClassMap*> tables_;
    NodePtr<sql::SelectNode> select_ = make_node<sql::SelectNode>();
    std::vector<DecodeStep> steps_;
};

}  // namespace

void read_parts(SessionCore& session, const ClassMap& map, std::span<ObjectHeader* const> objects,
                const WantedPart& wanted, const TakePart& take) {
    const PartQuery query(map, wanted.positions, wanted.steps);
    const LooseObject row(map);
    while (!objects.empty()) {
        const auto some = objects.first(std::min(objects.size(), kKeysPerQuery));
        objects = objects.subspan(some.size());
        std::unordered_map<std::string, std::vector<ObjectHeader*>> by_key;
        for (ObjectHeader* const header : some) by_key[key_bytes(map, map.key(), header->object())].push_back(header);
        const auto select = make_node<sql::SelectNode>(query.of(some));
        if (wanted.cause == LoadCause::Columns) tell_of_columns(session, *select);
        const Execution execution = session.connection(map).run_statement(*select);
        while (const ValueView* const cells = execution.cursor->next()) {
            decode_row(cells, query.key_steps(), row.get(), execution.cursor->columns());
            for (ObjectHeader* const header : std::exchange(by_key[key_bytes(map, map.key(), row.get())], {}))
                take(*header, cells, query.steps(), execution.cursor->columns());
        }
    }
}

}  // namespace azoth::orm
