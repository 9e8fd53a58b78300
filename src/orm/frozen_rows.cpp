// SPDX-License-Identifier: MIT
#include "orm/frozen_rows.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "azoth/base/error.hpp"
#include "orm/eager_loader.hpp"
#include "orm/entity_reader.hpp"
#include "orm/identity_map.hpp"

namespace azoth {

std::size_t FrozenResult::size() const { return rows_ == nullptr ? 0 : rows_->row_count; }

namespace orm {
namespace {

FrozenObject frozen(const RefBase& object) {
    if (object.header() == nullptr) return {};
    const ObjectHeader& header = *object.header();
    const ClassMap& map = *header.map();
    FrozenObject result{&map, loaded_selection(header), {}};
    Scratch scratch;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i)
        if (!is_unloaded(header, i))
            result.values.emplace_back(map.columns()[i].type->view(row_field(header, map.columns()[i]), scratch));
    return result;
}

bool is_same(const RowField& left, const RowField& right) { return left.map == right.map && left.type == right.type; }

/// Turns the objects of one field into objects of a session.
class Thawing {
public:
    Thawing(SessionCore& session, const RowField& field, const LoadStep* steps)
        : session_(session), field_(field), steps_(steps) {}

    RefBase read(const FrozenObject& object) {
        if (object.map == nullptr) return {};
        auto& reader = readers_[{object.map, object.selection}];
        if (reader == nullptr)
            reader =
                std::make_unique<EntityReader>(session_, *object.map, 0, field_.is_read_only, steps_, object.selection);
        reader->share(group_);
        cells_.clear();
        for (const Value& value : object.values) cells_.push_back(value.view());
        columns_.resize(cells_.size());
        ObjectHeader* const header = reader->read(cells_.data(), columns_);
        group_ = reader->group();
        if (header == nullptr) return {};
        objects_.push_back(header);
        return RefBase(header->object());
    }
    void finish() {
        if (steps_ != nullptr) load_eagerly(session_, *field_.map, objects_, *steps_);
    }

private:
    SessionCore& session_;
    const RowField& field_;
    const LoadStep* const steps_;
    std::map<std::pair<const ClassMap*, const ColumnSelection*>, std::unique_ptr<EntityReader>> readers_;
    LoadGroup* group_ = nullptr;
    std::vector<ValueView> cells_;
    std::vector<driver::ResultColumn> columns_;
    std::vector<ObjectHeader*> objects_;
};

}  // namespace

void* FreezingSink::new_row() {
    take_last();
    last_ = static_cast<const std::byte*>(target_.new_row());
    return const_cast<std::byte*>(last_);
}

void FreezingSink::take_last() {
    if (last_ == nullptr) return;
    ++row_count_;
    Scratch scratch;
    for (const RowField& field : fields_)
        if (field.map != nullptr)
            objects_.push_back(*reinterpret_cast<const RefBase*>(last_ + field.offset));
        else
            values_.emplace_back(field.type->view(last_ + field.offset, scratch));
    last_ = nullptr;
}

FrozenResult FreezingSink::finish() {
    take_last();
    FrozenRows rows;
    rows.fields = fields_;
    rows.row_count = row_count_;
    rows.values = std::move(values_);
    for (const RefBase& object : objects_) rows.objects.push_back(frozen(object));
    return FrozenResult(share(std::move(rows)));
}

void thaw(SessionCore& session, const FrozenRows& rows, std::span<const RowField> fields, RowSink& sink,
          const LoadStep* steps) {
    if (!std::ranges::equal(rows.fields, fields, is_same))
        throw ArgumentError("other_statement",
                            "a listener gives the rows of another statement, whose columns have other types; whoever "
                            "has asked for the rows could not take them");
    std::vector<Thawing> entities;
    for (const RowField& field : fields)
        if (field.map != nullptr) entities.emplace_back(session, field, steps);
    auto value = rows.values.begin();
    auto object = rows.objects.begin();
    sink.reserve(rows.row_count);
    for (std::size_t row = 0; row < rows.row_count; ++row) {
        auto* const place = static_cast<std::byte*>(sink.new_row());
        auto entity = entities.begin();
        for (const RowField& field : fields)
            if (field.map == nullptr)
                field.type->read((value++)->view(), place + field.offset);
            else
                *reinterpret_cast<RefBase*>(place + field.offset) = (entity++)->read(*object++);
    }
    for (Thawing& each : entities) each.finish();
}

}  // namespace orm
}  // namespace azoth
