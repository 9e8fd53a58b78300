// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "azoth/types/interval.hpp"

/// Readers of the binary format of types that few columns have. Those that write a text write what the server would.
/// All throw DataError(`bad_value`) for bytes that are not of the type.
///
/// Source: the functions ..._send() in src/backend/utils/adt and contrib/hstore of PostgreSQL.
namespace azoth::postgresql {

Interval read_interval(std::string_view bytes);
/// `12:30:00+02`.
void write_zoned_time(std::string_view bytes, std::string& text);
/// `0101`.
void write_bits(std::string_view bytes, std::string& text);
/// `10.0.0.1`, `10.0.0.0/8`, `2001:db8::1`; of inet and cidr.
void write_inet(std::string_view bytes, std::string& text);
/// `08:00:2b:01:02:03`; of macaddr and macaddr8.
void write_mac_address(std::string_view bytes, std::string& text);
/// `"a"=>"1", "b"=>NULL`.
void write_hstore(std::string_view bytes, std::string& text);

}  // namespace azoth::postgresql
