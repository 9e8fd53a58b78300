// SPDX-License-Identifier: MIT
#include "azoth/schema/sequence.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/metadata.hpp"
#include "azoth/sql/cache_key.hpp"

namespace azoth {

Sequence::Sequence(QuotedName name) : name_(std::move(name)) {
    const auto dot = name_.quoting == Quoting::Auto ? name_.text.rfind('.') : std::string::npos;
    if (dot == std::string::npos) return;
    schema_ = name_.text.substr(0, dot);
    name_.text.erase(0, dot + 1);
}

Sequence::Sequence(QuotedName name, MetaData& metadata) : Sequence(std::move(name)) { add_to(metadata); }

Sequence& Sequence::add_to(MetaData& metadata) {
    if (schema_.empty()) schema_ = metadata.schema();
    metadata.add(*this);
    return *this;
}

Sequence& Sequence::data_type(const SqlType& type) {
    if (type.kind != TypeKind::SmallInteger && type.kind != TypeKind::Integer && type.kind != TypeKind::BigInteger)
        throw ArgumentError("bad_sequence",
                            fmt::format("the sequence '{}' cannot count in another type than SmallInteger{{}}, "
                                        "Integer{{}} and BigInteger{{}}",
                                        full_name()));
    data_type_ = type.kind;
    return *this;
}

std::string Sequence::full_name() const {
    return schema_.empty() ? name_.text : fmt::format("{}.{}", schema_, name_.text);
}

Expr<std::int64_t> Sequence::next_value() const { return Expr<std::int64_t>(make_node<NextValueNode>(schema_, name_)); }

void NextValueNode::write_key(sql::CacheKeyWriter& key) const {
    write_head(key, static_cast<std::uint64_t>(name.quoting));
    key.text(schema);
    key.text(name.text);
}

}  // namespace azoth
