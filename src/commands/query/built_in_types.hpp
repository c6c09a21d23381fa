// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/column.hpp>

#include <array>
#include <cstdint>

namespace dunlin::commands {

struct built_in_type {
    std::uint32_t type;
    std::uint32_t array; ///< the array type with commas as separators; 0: none
    const char* name;
    output::value_kind kind;
};

namespace built_in {

using kind = output::value_kind;

/// PostgreSQL's own types. Their OIDs are the same in every version that has the type
/// (src/include/catalog/pg_type.dat, version 15).
// clang-format off
inline constexpr std::array types = std::to_array<built_in_type>({
    {16, 1000, "bool", kind::boolean},
    {17, 1001, "bytea", kind::text},
    {18, 1002, "char", kind::text},
    {19, 1003, "name", kind::text},
    {20, 1016, "int8", kind::number},
    {21, 1005, "int2", kind::number},
    {23, 1007, "int4", kind::number},
    {24, 1008, "regproc", kind::text},
    {25, 1009, "text", kind::text},
    {26, 1028, "oid", kind::number},
    {27, 1010, "tid", kind::text},
    {28, 1011, "xid", kind::number},
    {29, 1012, "cid", kind::number},
    {114, 199, "json", kind::json},
    {142, 143, "xml", kind::text},
    {194, 0, "pg_node_tree", kind::text},
    {600, 1017, "point", kind::text},
    {601, 1018, "lseg", kind::text},
    {602, 1019, "path", kind::text},
    {603, 0, "box", kind::text},
    {604, 1027, "polygon", kind::text},
    {628, 629, "line", kind::text},
    {650, 651, "cidr", kind::text},
    {700, 1021, "float4", kind::number},
    {701, 1022, "float8", kind::number},
    {705, 0, "unknown", kind::text},
    {718, 719, "circle", kind::text},
    {774, 775, "macaddr8", kind::text},
    {790, 791, "money", kind::text},
    {829, 1040, "macaddr", kind::text},
    {869, 1041, "inet", kind::text},
    {1033, 1034, "aclitem", kind::text},
    {1042, 1014, "bpchar", kind::text},
    {1043, 1015, "varchar", kind::text},
    {1082, 1182, "date", kind::text},
    {1083, 1183, "time", kind::text},
    {1114, 1115, "timestamp", kind::timestamp},
    {1184, 1185, "timestamptz", kind::timestamp_tz},
    {1186, 1187, "interval", kind::text},
    {1266, 1270, "timetz", kind::text},
    {1560, 1561, "bit", kind::text},
    {1562, 1563, "varbit", kind::text},
    {1700, 1231, "numeric", kind::number},
    {1790, 2201, "refcursor", kind::text},
    {2202, 2207, "regprocedure", kind::text},
    {2203, 2208, "regoper", kind::text},
    {2204, 2209, "regoperator", kind::text},
    {2205, 2210, "regclass", kind::text},
    {2206, 2211, "regtype", kind::text},
    {2249, 2287, "record", kind::text},
    {2277, 0, "anyarray", kind::text},
    {2278, 0, "void", kind::text},
    {2950, 2951, "uuid", kind::text},
    {2970, 2949, "txid_snapshot", kind::text},
    {3220, 3221, "pg_lsn", kind::text},
    {3361, 0, "pg_ndistinct", kind::text},
    {3402, 0, "pg_dependencies", kind::text},
    {3614, 3643, "tsvector", kind::text},
    {3615, 3645, "tsquery", kind::text},
    {3642, 3644, "gtsvector", kind::text},
    {3734, 3735, "regconfig", kind::text},
    {3769, 3770, "regdictionary", kind::text},
    {3802, 3807, "jsonb", kind::json},
    {3904, 3905, "int4range", kind::text},
    {3906, 3907, "numrange", kind::text},
    {3908, 3909, "tsrange", kind::text},
    {3910, 3911, "tstzrange", kind::text},
    {3912, 3913, "daterange", kind::text},
    {3926, 3927, "int8range", kind::text},
    {4072, 4073, "jsonpath", kind::text},
    {4089, 4090, "regnamespace", kind::text},
    {4096, 4097, "regrole", kind::text},
    {4191, 4192, "regcollation", kind::text},
    {4451, 6150, "int4multirange", kind::text},
    {4532, 6151, "nummultirange", kind::text},
    {4533, 6152, "tsmultirange", kind::text},
    {4534, 6153, "tstzmultirange", kind::text},
    {4535, 6155, "datemultirange", kind::text},
    {4536, 6157, "int8multirange", kind::text},
    {4600, 0, "pg_brin_bloom_summary", kind::text},
    {4601, 0, "pg_brin_minmax_multi_summary", kind::text},
    {5017, 0, "pg_mcv_list", kind::text},
    {5038, 5039, "pg_snapshot", kind::text},
    {5069, 271, "xid8", kind::number},
});
// clang-format on

} // namespace built_in
} // namespace dunlin::commands
