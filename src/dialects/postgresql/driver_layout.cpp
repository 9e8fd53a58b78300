// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_layout.hpp"

namespace azoth::postgresql {

const std::vector<CellForm>& Layout::forms_of(const PGresult* result) const {
    return PQbinaryTuples(result) == 1 ? binary : text;
}

std::shared_ptr<const Layout> make_layout(const PGresult* result, const TypeCatalog& catalog) {
    auto layout = std::make_shared<Layout>();
    for (int i = 0; i < PQnfields(result); ++i) {
        const CellType type = catalog.find(PQftype(result, i));
        layout->columns.push_back({PQfname(result, i), type.kind});
        layout->binary.push_back(type.binary);
        layout->text.push_back(type.text);
        layout->has_binary.push_back(type.has_binary);
        if (!type.has_binary) layout->best_format = kTextFormat;
    }
    return layout;
}

}  // namespace azoth::postgresql
