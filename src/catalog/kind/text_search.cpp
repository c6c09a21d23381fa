// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

constexpr auto dictionaries = R"(
SELECT d.oid, 'text search dictionary', n.nspname, d.dictname, format('%I.%I', n.nspname, d.dictname),
       concat(format(E'CREATE TEXT SEARCH DICTIONARY %I.%I (\n    TEMPLATE = %I.%I', n.nspname, d.dictname,
                     tn.nspname, t.tmplname),
              E',\n    ' || d.dictinitoption, E'\n);\n'),
       quote_ident(pg_get_userbyid(d.dictowner)), 0, NULL, NULL, NULL
  FROM pg_ts_dict d
  JOIN pg_namespace n ON n.oid = d.dictnamespace
  JOIN pg_ts_template t ON t.oid = d.dicttemplate
  JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
 WHERE {user_schema})";

constexpr auto configurations = R"(
SELECT c.oid, 'text search configuration', n.nspname, c.cfgname, f.full_name,
       concat(format(E'CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %I.%I);\n', f.full_name, pn.nspname,
                     p.prsname),
              (SELECT string_agg(format(E'ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %I WITH %s;\n',
                                        f.full_name, k.alias, m.names), '' ORDER BY k.alias)
                 FROM (SELECT m.maptokentype,
                              string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno) AS names
                         FROM pg_ts_config_map m
                         JOIN pg_ts_dict d ON d.oid = m.mapdict
                         JOIN pg_namespace dn ON dn.oid = d.dictnamespace
                        WHERE m.mapcfg = c.oid
                        GROUP BY m.maptokentype) m
                 JOIN ts_token_type(c.cfgparser) k ON k.tokid = m.maptokentype)),
       quote_ident(pg_get_userbyid(c.cfgowner)), 0, NULL, NULL, NULL
  FROM pg_ts_config c
  JOIN pg_namespace n ON n.oid = c.cfgnamespace
  JOIN pg_ts_parser p ON p.oid = c.cfgparser
  JOIN pg_namespace pn ON pn.oid = p.prsnamespace
 CROSS JOIN LATERAL (SELECT format('%I.%I', n.nspname, c.cfgname) AS full_name) f
 WHERE {user_schema})";

} // namespace

std::string text_search_dictionaries_sql(int) {
    return fmt::format(dictionaries, fmt::arg("user_schema", user_schema));
}

std::string text_search_configurations_sql(int) {
    return fmt::format(configurations, fmt::arg("user_schema", user_schema));
}

} // namespace dunlin::catalog
