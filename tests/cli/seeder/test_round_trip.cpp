// SPDX-License-Identifier: MIT
#include "seed_project.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

using dunlin::test::seed_project;

namespace {

/// SQL of texts that are hard to carry, by the name of the type.
std::map<std::string, std::vector<std::string>> hard_values(int server_version) {
    const std::string texts = R"SQL(E'a\tb\nc\\d\r"'',{}')SQL";
    const std::vector<std::string> words{
        "''",      "'NULL'", "'null'", R"('\N')",
        R"('\.')", "' x '",  texts,    "U&'\\202E\\00E9\\+01F600\\009B'"};
    std::map<std::string, std::vector<std::string>> values{
        {"bool", {"'t'", "'f'"}},
        {"bytea", {"''", R"('\x00ff225c7d')"}},
        {"char", {"''", "'a'", "'\"'"}},
        {"name", {"''", "'NULL'", R"('a"b,c\d {}')"}},
        {"int8", {"'-9223372036854775808'", "'9223372036854775807'", "'0'"}},
        {"int2", {"'-32768'", "'32767'"}},
        {"int2vector", {"'1 2 3'", "''"}},
        {"int4", {"'-2147483648'", "'2147483647'"}},
        {"regproc", {"'pg_catalog.now'", "'0'"}},
        {"text", words},
        {"oid", {"'4294967295'", "'0'"}},
        {"tid", {"'(4294967295,65535)'", "'(0,0)'"}},
        {"xid", {"'4294967295'"}},
        {"cid", {"'4294967295'"}},
        {"oidvector", {"'1 2 4294967295'", "''"}},
        {"json",
         {R"('"123"')", R"('123')", R"('"null"')", R"('{"a" : null, "a":1.10}')", "'[]'", "'{}'",
          R"('"words"')", R"('[[1,2],[3,4]]')", R"('"\u00e9\\ \""')", "'true'", "'1E5'",
          R"('"{\"a\":1}"')"}},
        {"jsonb",
         {R"('"123"')", R"('123')", R"('"null"')", R"('{"a": null, "b": 1.10}')", "'[]'", "'{}'",
          R"('"words"')", R"('[[1,2],[3,4]]')", R"('"\u00e9\\ \""')", "'true'", "'-0.0'",
          R"('"{\"a\":1}"')"}},
        {"jsonpath", {R"('$.a[*] ? (@ > 1)')", "'strict $'"}},
        {"xml", {"''", R"('<a b="c">x &amp; y</a>')", R"(E'two\nlines')"}},
        {"point", {"'(-0,1e-300)'", "'(Infinity,NaN)'"}},
        {"lseg", {"'[(0,1),(2,3)]'"}},
        {"path", {"'[(0,0),(1,1)]'", "'((0,0),(1,1))'"}},
        {"box", {"'(3,4),(1,2)'"}},
        {"polygon", {"'((0,0),(1,1),(1,0))'"}},
        {"line", {"'{1,-1,0.1}'"}},
        {"circle", {"'<(1,2),3>'"}},
        {"cidr", {"'10.0.0.0/8'", "'::/0'"}},
        {"inet", {"'192.168.0.1/24'", "'::1'"}},
        {"macaddr", {"'08:00:2b:01:02:03'"}},
        {"macaddr8", {"'08:00:2b:01:02:03:04:05'"}},
        {"float4", {"'-0'", "'NaN'", "'-Infinity'", "'1.1754944e-38'", "'16777216'"}},
        {"float8", {"'-0'", "'NaN'", "'Infinity'", "'5e-324'", "'1.7976931348623157e+308'"}},
        {"money", {"'-1234567.89'", "'0'"}},
        {"aclitem", {"pg_catalog.format('=r/%I', current_user)"}},
        {"bpchar", {"'ab  '", "''", "'  '"}},
        {"varchar", words},
        {"date", {"'infinity'", "'-infinity'", "'4713-01-01 BC'", "'5874897-12-31'"}},
        {"time", {"'24:00:00'", "'00:00:00.000001'"}},
        {"timetz", {"'23:59:59.999999-15:59'", "'24:00:00+15:59'"}},
        {"timestamp",
         {"'infinity'", "'-infinity'", "'4713-01-01 00:00:00 BC'", "'294276-12-31 23:59:59.999999'",
          "'2026-01-01'"}},
        {"timestamptz",
         {"'infinity'", "'-infinity'", "'4713-01-01 00:00:00+00 BC'",
          "'294276-12-31 23:59:59.999999+00'", "'2026-01-01 00:00:00.5+05:30'"}},
        {"interval",
         {"'-1 mons +1 day -00:00:00.000001'", "'178000000 years'", "'0'", "'-1 day +25:00:00'"}},
        {"bit", {"'101'", "'0'"}},
        {"varbit", {"''", "'0101010101'"}},
        {"numeric",
         {"'NaN'", "'123456789012345678901234567890.1234567890'", "'-0.00'", "'1e-300'"}},
        {"refcursor", {R"('a "b"')", "''"}},
        {"regprocedure", {"'now()'", "'0'"}},
        {"regoper", {"'pg_catalog.||/'", "'0'"}},
        {"regoperator", {"'pg_catalog.+(integer,integer)'", "'0'"}},
        {"regclass", {"'pg_catalog.pg_class'", "'4294967295'"}},
        {"regcollation", {R"('pg_catalog."C"')"}},
        {"regtype", {"'integer[]'", "'character varying'"}},
        {"regrole", {"pg_catalog.quote_ident(current_user)"}},
        {"regnamespace", {"'pg_catalog'"}},
        {"regdatabase", {"pg_catalog.quote_ident(current_database())"}},
        {"regconfig", {"'english'"}},
        {"regdictionary", {"'simple'"}},
        {"uuid",
         {"'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"}},
        {"pg_lsn", {"'0/0'", "'FFFFFFFF/FFFFFFFF'"}},
        {"tsvector", {"''", R"($$'a b':1A 'c''d':2,3B '\\'$$)"}},
        {"tsquery", {"''", R"($$'a b' & !( 'c' | 'd':*A ) <2> 'e'$$)"}},
        {"txid_snapshot", {"'10:20:10,14,15'"}},
        {"pg_snapshot", {"'10:20:10,14,15'"}},
        {"xid8", {"'18446744073709551615'", "'0'"}},
        {"int4range", {"'empty'", "'(,)'", "'[1,5)'"}},
        {"int8range", {"'empty'", "'[-9223372036854775808,)'"}},
        {"numrange", {"'empty'", "'(-Infinity,1.50]'", "'[NaN,)'"}},
        {"tsrange", {"'empty'", R"('["2020-01-01 00:00:00",infinity)')"}},
        {"tstzrange", {"'empty'", R"('(-infinity,"2020-01-01 00:00:00+00"]')"}},
        {"daterange", {"'empty'", "'[2020-01-01,)'"}},
    };
    if (server_version >= 140000) {
        const std::map<std::string, std::vector<std::string>> multiranges{
            {"int4multirange", {"'{}'", "'{[1,2),[5,9)}'"}},
            {"int8multirange", {"'{}'", "'{(,1),[5,)}'"}},
            {"nummultirange", {"'{}'", "'{[1.0,2.00),(5,9]}'"}},
            {"tsmultirange", {"'{}'", R"('{["2020-01-01 00:00:00",infinity)}')"}},
            {"tstzmultirange", {"'{}'", R"('{["2020-01-01 00:00:00+00",)}')"}},
            {"datemultirange", {"'{}'", "'{[2020-01-01,2020-02-01)}'"}},
        };
        values.insert(multiranges.begin(), multiranges.end());
        values["numeric"].insert(values["numeric"].end(), {"'Infinity'", "'-Infinity'"});
    } else {
        values["numrange"] = {"'empty'", "'(,1.50]'"};
    }
    if (server_version >= 170000) {
        values["interval"].insert(values["interval"].end(), {"'infinity'", "'-infinity'"});
    }
    return values;
}

/// Types whose input is refused: the server alone makes their values.
const std::set<std::string> without_input{
    "pg_node_tree", "pg_ndistinct",          "pg_dependencies",
    "pg_mcv_list",  "pg_brin_bloom_summary", "pg_brin_minmax_multi_summary",
    "gtsvector"};

class round_trip : public seed_project {
public:
    void add(const std::string& name, const std::string& type,
             const std::vector<std::string>& values, bool has_array = true) {
        add_column(name, type, values);
        if (!has_array) {
            return;
        }
        std::string list;
        for (const auto& value : values) {
            list += "(" + value + ")::" + type + ", ";
        }
        const std::string array = "ARRAY[" + list + "NULL]::" + type + "[]";
        const std::string one = "ARRAY[(" + values.front() + ")::" + type + "]::" + type + "[]";
        // What is written as text must be an array itself: elements of vectors are no arrays.
        add_column(name + " array", type + "[]",
                   {array, "'{}'", "ARRAY[" + array + ", " + array + "]::" + type + "[]",
                    "('[-2:-2]=' || (" + one + ")::text)", "'{NULL}'"});
    }

    void add_column(const std::string& name, const std::string& type,
                    const std::vector<std::string>& values) {
        names_.push_back(name);
        db().run_script("ALTER TABLE original ADD \"" + name + "\" " + type);
        for (std::size_t i = 0; i < values.size(); ++i) {
            db().run_script("INSERT INTO original (id) VALUES (" + std::to_string(i) +
                            ") ON CONFLICT DO NOTHING");
            db().run_script("UPDATE original SET \"" + name + "\" = (" + values[i] + ")::" + type +
                            " WHERE id = " + std::to_string(i));
        }
    }

    void check(std::vector<std::string> options = {}) {
        db().run_script("CREATE TABLE loaded (LIKE original INCLUDING INDEXES)");
        const auto printed = dunlin::test::run_program(
            {"query", "-d", url(), "-o", "ndjson", "SELECT * FROM original ORDER BY id"},
            {.folder = folder().path()});
        REQUIRE_MESSAGE(printed.exit_code == 0, printed.err);
        std::vector<std::string> load{"load", "loaded", "-", "--input-format", "ndjson"};
        load.insert(load.end(), options.begin(), options.end());
        const auto loaded = seed(load, printed.out);
        REQUIRE_MESSAGE(loaded.exit_code == 0, loaded.err);
        CHECK(value("SELECT count(*) > 0 AND count(*) = (SELECT count(*) FROM loaded) "
                    "FROM original") == "t");
        for (const auto& name : names_) {
            const std::string column = "\"" + name + "\"";
            // Byte by byte: json has no other comparison, and -0 equals 0.
            CHECK_MESSAGE(value("SELECT coalesce(string_agg(o." + column +
                                "::text || ' became ' || "
                                "coalesce(l." +
                                column +
                                "::text, 'NULL'), '; '), '') "
                                "FROM original o JOIN loaded l USING (id) "
                                "WHERE ROW(o." +
                                column + ")::record *<> ROW(l." + column + ")::record") == "",
                          name);
        }
    }

    round_trip() { db().run_script("CREATE TABLE original (id int PRIMARY KEY)"); }

private:
    std::vector<std::string> names_;
};

} // namespace

TEST_CASE_FIXTURE(round_trip,
                  "rows that query prints as NDJSON load as equal rows, of every type") {
    const auto values = hard_values(db().server_version());
    const auto types =
        db().run("SELECT typname, format_type(oid, -1), typarray <> 0 FROM pg_type "
                 "WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') "
                 "AND typname NOT LIKE '\\_%' ORDER BY typname",
                 {});
    for (std::size_t i = 0; i < types.size(); ++i) {
        const std::string name(types[i].text(0));
        const auto hard = values.find(name);
        if (without_input.contains(name)) {
            continue;
        }
        REQUIRE_MESSAGE(hard != values.end(), "no value of the type " << name);
        add(name, std::string(types[i].text(1)), hard->second, types[i].text(2) == "t");
    }
    SUBCASE("inserted") {
        check();
    }
    SUBCASE("merged") {
        check({"--on-conflict", "update"});
    }
}

TEST_CASE_FIXTURE(round_trip, "rows of a user's own types load as equal rows") {
    db().run_script(R"(
        CREATE SCHEMA "far.away";
        CREATE TYPE "far.away"."Mood" AS ENUM ('', 'NULL', 'it''s "x", {y}');
        CREATE TYPE pair AS (a int, "B c" text, d jsonb, e text[]);
        CREATE TYPE nest AS (p pair, q pair[]);
        CREATE DOMAIN count AS int CHECK (VALUE > 0);
        CREATE DOMAIN doc AS jsonb;
        CREATE DOMAIN old_doc AS json NOT NULL DEFAULT '{}';
        CREATE DOMAIN docs AS doc[];
        CREATE DOMAIN grid AS int[];
        CREATE DOMAIN point_pair AS pair;
        CREATE DOMAIN moment AS timestamptz;
        CREATE TYPE floats AS RANGE (subtype = float8);)");
    const std::string pair =
        R"SQL(ROW(1, E'a "b"\\,\n()', '"x"', ARRAY['a,b', NULL, ''])::pair)SQL";
    const std::vector<std::string> pairs{pair, "ROW(NULL, '', NULL, NULL)::pair",
                                         "ROW(NULL, NULL, NULL, NULL)::pair"};
    add("mood", R"("far.away"."Mood")", {"''", "'NULL'", R"('it''s "x", {y}')"});
    add("pair", "pair", pairs);
    add("nest", "nest", {"ROW(" + pair + ", ARRAY[" + pair + ", NULL])::nest"});
    add("count", "count", {"1", "2147483647"});
    add("doc", "doc", {R"('"123"')", R"('{"a": "b"}')", "'[1]'", "'\"null\"'"});
    add("docs", "docs", {R"('{"\"a\"","[1,2]",NULL}')", R"('[0:0]={1}')", R"('{"null"}')"});
    add("grid", "grid", {"'{{1,2},{3,4}}'", "'[0:1]={5,NULL}'", "'{}'"});
    add("point_pair", "point_pair", pairs);
    add("moment", "moment", {"'infinity'", "'2026-01-01 00:00:00+00'"});
    add("floats", "floats", {"'empty'", "'[-0,Infinity]'"});
    SUBCASE("inserted") {
        check();
    }
    SUBCASE("merged") {
        check({"--on-conflict", "update"});
    }
}

TEST_CASE_FIXTURE(round_trip, "null becomes SQL NULL for json, too") {
    db().run_script("CREATE TABLE docs (id int, doc jsonb, old json)");
    const auto loaded = seed({"load", "docs", "-", "--input-format", "ndjson"},
                             "{\"id\":1,\"doc\":null,\"old\":null}\n"
                             "{\"id\":2,\"doc\":\"null\",\"old\":[null]}\n");
    CHECK_MESSAGE(loaded.exit_code == 0, loaded.err);
    CHECK(value("SELECT string_agg(concat_ws(' ', id, doc, old), '; ' ORDER BY id) FROM docs") ==
          "1; 2 \"null\" [null]");
}
