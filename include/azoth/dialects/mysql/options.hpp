// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "azoth/schema/dialect_options.hpp"

// What MariaDB and MySQL understand beyond the common schema. They write it in the order that the servers want.
namespace azoth::mysql {

/// `Table("log", metadata, ..., mysql::TableOptions{.engine = "Aria", .row_format = "PAGE"})`.
struct TableOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Table;

    std::string engine = "InnoDB";
    std::string charset = "utf8mb4";
    std::string collate = {};
    std::string row_format = {};                       ///< DYNAMIC, COMPRESSED and so on
    std::optional<std::uint64_t> auto_increment = {};  ///< the first generated number
    std::optional<std::uint64_t> key_block_size = {};
    /// Any other, with its value as it is: `{{"PACK_KEYS", "1"}, {"DATA DIRECTORY", "'/data'"}}`.
    std::vector<std::pair<std::string, std::string>> others = {};
    /// What stands behind PARTITION BY, as it is: `HASH(id) PARTITIONS 4`.
    std::string partition_by = {};
};

struct ColumnOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Column;

    bool is_unsigned = false;  ///< of numbers
    bool is_zerofill = false;  ///< of numbers, which are unsigned then: the server's own texts of them begin with zeros
    std::string charset = {};  ///< of texts
    /// What stands behind ON UPDATE, as it is: `CURRENT_TIMESTAMP(6)`. Say server_onupdate() too.
    std::string on_update = {};
};

struct IndexOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Index;

    enum class Kind : std::uint8_t { Usual, Fulltext, Spatial };

    Kind kind = Kind::Usual;
    /// How many characters or bytes of a column are indexed: `{{"body", 100}}`.
    std::vector<std::pair<std::string, int>> lengths = {};
    std::string method = {};  ///< BTREE or HASH
    std::string parser = {};  ///< of a full text index: `ngram`
    std::optional<std::uint64_t> key_block_size = {};
};

}  // namespace azoth::mysql
