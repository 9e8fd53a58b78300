// SPDX-License-Identifier: MIT
#include "azoth/sql/rare_clauses.hpp"

#include "sql/key_lists.hpp"

namespace azoth::sql {
namespace {

void write(CacheKeyWriter& key, const DialectText& text) {
    key.text(text.dialect);
    key.text(text.text);
}

void write(CacheKeyWriter& key, const std::vector<DialectText>& texts) {
    key.word(texts.size());
    for (const DialectText& text : texts) write(key, text);
}

void write(CacheKeyWriter& key, const RowLock& lock) {
    key.word((lock.read ? 1U : 0U) | (lock.key_share ? 2U : 0U) | (lock.nowait ? 4U : 0U) |
             (lock.skip_locked ? 8U : 0U));
    key.word(lock.of.size());
}

}  // namespace

void RareClauses::write_scalars(CacheKeyWriter& key) const {
    key.word((lock ? 1U : 0U) | static_cast<std::uint64_t>(correlation) << 1 |
             static_cast<std::uint64_t>(label_style) << 8);
    key.word(distinct_on.size());
    if (lock) write(key, *lock);
    key.word(table_hints.size());
    for (const TableHint& hint : table_hints) write(key, hint.text);
    write(key, statement_hints);
    write(key, prefixes);
    write(key, suffixes);
    key.word(correlated.size());
    key.word(ctes.size());
}

void RareClauses::write_children(CacheKeyWriter& key) const {
    sql::write_children(key, distinct_on);
    if (lock) sql::write_children(key, lock->of);
    for (const TableHint& hint : table_hints) key.child(hint.table.get());
    sql::write_children(key, correlated);
    sql::write_children(key, ctes);
}

}  // namespace azoth::sql
