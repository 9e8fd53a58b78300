// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_type_catalog.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <set>
#include <string_view>

#include <fmt/core.h>

#include "azoth/base/log.hpp"

namespace azoth::postgresql {
namespace {

// Domains are not among them: the server describes columns by what a domain is made of. Arrays of them are.
constexpr int kMultiRanges = 140'000;  // the first version that has them
constexpr std::string_view kQuestion =
    "SELECT t.oid, t.typname, t.typtype, t.typcategory, coalesce(nullif(e.typbasetype, 0), e.oid, 0), e.typname, "
    "e.typtype, coalesce(r.rngsubtype, {0}, 0) FROM pg_catalog.pg_type t "
    "LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem "
    "LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid "
    "{1} WHERE t.oid IN ({2})";

constexpr CellType kText{ValueKind::Text, CellForm::Text, CellForm::Text, true};
constexpr CellType kHstore{ValueKind::Text, CellForm::Hstore, CellForm::Text, true};

class Answer {
public:
    Answer(const PGresult* result, int row) : result_(result), row_(row) {}

    std::string_view operator[](int column) const { return PQgetvalue(result_, row_, column); }
    Oid oid(int column) const {
        Oid number = 0;
        const std::string_view text = (*this)[column];
        std::from_chars(text.data(), text.data() + text.size(), number);
        return number;
    }

private:
    const PGresult* result_;
    int row_;
};

/// Types that are recognised by their names, since extensions get other numbers in each database.
std::optional<CellType> named_type(std::string_view name, std::string_view type) {
    if (type == "e" || name == "citext") return kText;
    if (name == "hstore") return kHstore;
    return std::nullopt;
}

std::optional<CellType> element_type(const Answer& answer) {
    if (const auto named = named_type(answer[5], answer[6])) return named;
    return cell_type(answer.oid(4));
}

std::optional<CellType> described_type(const Answer& answer) {
    if (const auto named = named_type(answer[1], answer[2])) return named;
    if (const Oid bound = answer.oid(7); bound != 0) {
        const auto of_bound = cell_type(bound);
        if (!of_bound) return std::nullopt;
        return answer[2] == "r" ? range_type(*of_bound) : multirange_type(*of_bound);
    }
    if (answer[3] != "A") return std::nullopt;
    const auto element = element_type(answer);
    return element ? array_type(*element) : std::nullopt;
}

void warn_once(std::string_view name) {
    static std::mutex mutex;
    static std::set<std::string, std::less<>> warned;
    const std::scoped_lock lock(mutex);
    if (!warned.emplace(name).second) return;
    log(LogLevel::Warning, "azoth.driver",
        fmt::format("PostgreSQL's type {} is not known to azoth: its values are read as text, and so is every result "
                    "that has a column of it",
                    name));
}

}  // namespace

CellType TypeCatalog::find(Oid type) const {
    if (const auto built_in = cell_type(type)) return *built_in;
    const auto found = learned_.find(type);
    return found == learned_.end() ? CellType{} : found->second;
}

std::vector<Oid> TypeCatalog::unknown_types(const PGresult* result) const {
    std::vector<Oid> types;
    for (int i = 0; i < PQnfields(result); ++i) {
        const Oid type = PQftype(result, i);
        const bool is_known =
            cell_type(type) || learned_.contains(type) || std::ranges::find(types, type) != types.end();
        if (!is_known) types.push_back(type);
    }
    return types;
}

std::string TypeCatalog::query_for(const std::vector<Oid>& types, int server_version) {
    std::string list;
    for (const Oid type : types) list += (list.empty() ? "" : ", ") + std::to_string(type);
    const bool has_multi_ranges = server_version >= kMultiRanges;
    return fmt::format(kQuestion, has_multi_ranges ? "m.rngsubtype" : "NULL",
                       has_multi_ranges ? "LEFT JOIN pg_catalog.pg_range m ON m.rngmultitypid = t.oid" : "", list);
}

void TypeCatalog::learn(const std::vector<Oid>& types, const PGresult* answer) {
    for (const Oid type : types) learned_.emplace(type, CellType{});
    for (int row = 0; row < PQntuples(answer); ++row) {
        const Answer description(answer, row);
        const auto type = described_type(description);
        if (type)
            learned_[description.oid(0)] = *type;
        else
            warn_once(description[1]);
    }
}

}  // namespace azoth::postgresql
