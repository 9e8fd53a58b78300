// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "azoth/driver/connection.hpp"
#include "dialects/postgresql/driver_cells.hpp"
#include "dialects/postgresql/driver_format.hpp"
#include "dialects/postgresql/driver_result.hpp"
#include "dialects/postgresql/driver_type_catalog.hpp"

namespace azoth::postgresql {

/// The columns of a statement's results and how to read their cells. Kept with the prepared statement.
///
/// libpq asks for one format for all columns of a result, and before an execution nobody knows their types. So the
/// first execution of a statement asks for texts, which can always be read, and with that costs one round trip like
/// any other. Later executions ask for the binary format, unless a column has a type of which azoth reads texts only
/// (geometric types, money): such statements stay with texts.
struct Layout {
    std::vector<driver::ResultColumn> columns;
    std::vector<CellForm> binary;
    std::vector<CellForm> text;
    std::vector<bool> has_binary;
    int best_format = kBinaryFormat;

    /// The way to read the cells of a result, which came in one format or the other.
    const std::vector<CellForm>& forms_of(const PGresult* result) const;
};

std::shared_ptr<const Layout> make_layout(const PGresult* result, const TypeCatalog& catalog);

}  // namespace azoth::postgresql
