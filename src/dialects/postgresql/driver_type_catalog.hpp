// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include "dialects/postgresql/driver_cells.hpp"

namespace azoth::postgresql {

/// What a connection knows of the types of its server: those that are built in, and those that it has asked for
/// (enumerations, types of extensions, arrays and ranges of such).
class TypeCatalog {
public:
    /// Types that are not known are read as texts.
    CellType find(Oid type) const;

    /// The types of a result's columns that the server has to be asked for; each of them once.
    std::vector<Oid> unknown_types(const PGresult* result) const;
    /// The question about these, for a server whose PQserverVersion() is given.
    static std::string query_for(const std::vector<Oid>& types, int server_version);
    /// Takes the answer. Logs a warning for a type whose values will be read as texts: once for each in the process.
    void learn(const std::vector<Oid>& types, const PGresult* answer);

private:
    std::map<Oid, CellType> learned_;
};

}  // namespace azoth::postgresql
