// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

/// The numbers of PostgreSQL's built-in types. Source: src/include/catalog/pg_type.dat; they never change.
namespace azoth::postgresql::oid {

inline constexpr Oid kUndeclared = 0;  ///< the server infers the type from the statement
inline constexpr Oid kBool = 16;
inline constexpr Oid kBytea = 17;
inline constexpr Oid kChar = 18;
inline constexpr Oid kName = 19;
inline constexpr Oid kInt8 = 20;
inline constexpr Oid kInt2 = 21;
inline constexpr Oid kInt4 = 23;
inline constexpr Oid kText = 25;
inline constexpr Oid kOid = 26;
inline constexpr Oid kXid = 28;
inline constexpr Oid kCid = 29;
inline constexpr Oid kJson = 114;
inline constexpr Oid kXml = 142;
inline constexpr Oid kCidr = 650;
inline constexpr Oid kFloat4 = 700;
inline constexpr Oid kFloat8 = 701;
inline constexpr Oid kUnknown = 705;
inline constexpr Oid kMacaddr8 = 774;
inline constexpr Oid kMacaddr = 829;
inline constexpr Oid kInet = 869;
inline constexpr Oid kBpchar = 1042;
inline constexpr Oid kVarchar = 1043;
inline constexpr Oid kDate = 1082;
inline constexpr Oid kTime = 1083;
inline constexpr Oid kTimestamp = 1114;
inline constexpr Oid kTimestampTz = 1184;
inline constexpr Oid kInterval = 1186;
inline constexpr Oid kTimeTz = 1266;
inline constexpr Oid kBit = 1560;
inline constexpr Oid kVarbit = 1562;
inline constexpr Oid kNumeric = 1700;
inline constexpr Oid kVoid = 2278;
inline constexpr Oid kUuid = 2950;
inline constexpr Oid kJsonb = 3802;

/// A type made of another one.
struct Derived {
    Oid type;
    Oid element;
};

inline constexpr Derived kArrays[] = {
    {1000, kBool},        {1001, kBytea},    {1002, kChar},    {1003, kName},      {1005, kInt2},   {1007, kInt4},
    {1009, kText},        {1014, kBpchar},   {1015, kVarchar}, {1016, kInt8},      {1021, kFloat4}, {1022, kFloat8},
    {1028, kOid},         {1040, kMacaddr},  {1041, kInet},    {1115, kTimestamp}, {1182, kDate},   {1183, kTime},
    {1185, kTimestampTz}, {1187, kInterval}, {1231, kNumeric}, {1270, kTimeTz},    {1561, kBit},    {1563, kVarbit},
    {143, kXml},          {199, kJson},      {2951, kUuid},    {3807, kJsonb},     {651, kCidr},    {775, kMacaddr8},
};
inline constexpr Derived kRanges[] = {{3904, kInt4},        {3906, kNumeric}, {3908, kTimestamp},
                                      {3910, kTimestampTz}, {3912, kDate},    {3926, kInt8}};
inline constexpr Derived kMultiRanges[] = {{4451, kInt4},        {4532, kNumeric}, {4533, kTimestamp},
                                           {4534, kTimestampTz}, {4535, kDate},    {4536, kInt8}};

/// Types whose text is what a program wants of them: money, tid, geometric types, full text search, names of objects,
/// pseudotypes of system functions and the like.
inline constexpr Oid kTexts[] = {24,   27,   600,  601,  602,  603,  604,  628,  718,  790,  1033,
                                 1790, 2202, 2203, 2204, 2205, 2206, 2249, 2970, 3220, 3614, 3615,
                                 3642, 3734, 3769, 4072, 4089, 4096, 4191, 5038, 5069};

}  // namespace azoth::postgresql::oid
