// SPDX-License-Identifier: MIT
#include "orm/saved_fields.hpp"

#include <algorithm>
#include <unordered_map>

namespace azoth::orm {
namespace {

using Fields = std::vector<const SavedField*>;

/// As part of a whole row, the first column empties the optional: another type reads it then.
bool is_optional(const ClassMap& map, const Composite& composite) {
    const std::uint32_t first = composite.columns.front();
    return map.decode_steps()[first].type != map.columns()[first].type;
}

bool was_null(const Fields& fields, const MappedColumn& column) {
    const auto first =
        std::find_if(fields.begin(), fields.end(), [&](const SavedField* saved) { return saved->column == &column; });
    return first != fields.end() && (*first)->value.is_null();
}

// One column cannot tell whether the composite was there; all together can.
void empty_composites(ObjectHeader& header, const Fields& fields) {
    const ClassMap& map = *header.map();
    for (const Composite& composite : map.composites()) {
        const bool was_absent =
            is_optional(map, composite) &&
            std::all_of(composite.columns.begin(), composite.columns.end(),
                        [&](std::uint32_t position) { return was_null(fields, map.columns()[position]); });
        if (!was_absent) continue;
        const std::uint32_t first = composite.columns.front();
        map.decode_steps()[first].type->read(ValueView{}, map.field(header.object(), map.columns()[first]));
    }
}

}  // namespace

void restore_fields(const std::vector<const SavedField*>& saved) {
    std::unordered_map<ObjectHeader*, Fields> with_composites;
    for (auto each = saved.rbegin(); each != saved.rend(); ++each) {
        ObjectHeader& header = *(*each)->object;
        (*each)->column->type->read((*each)->value.view(), header.map()->field(header.object(), *(*each)->column));
    }
    for (const SavedField* const each : saved)
        if (!each->object->map()->composites().empty()) with_composites[each->object].push_back(each);
    for (const auto& [header, fields] : with_composites) empty_composites(*header, fields);
}

}  // namespace azoth::orm
