// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// A partition's copy of a trigger is its parent's, unless it is enabled differently. Before
/// PostgreSQL 15 the copies count as internal, but unlike those of constraints they have none.
constexpr auto triggers = R"(
SELECT t.oid, 'trigger', n.nspname, t.tgname, format('%I ON %s', t.tgname, f.full_name),
       concat(CASE WHEN t.tgparentid = 0 THEN pg_get_triggerdef(t.oid) || E';\n' END,
              CASE WHEN t.tgenabled <> coalesce(p.tgenabled, 'O')
                   THEN format(E'ALTER TABLE %s %s TRIGGER %I;\n', f.full_name,
                               CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                                                WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END,
                               t.tgname) END),
       NULL, c.oid, NULL, NULL, NULL
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
 CROSS JOIN LATERAL (SELECT format('%I.%I', n.nspname, c.relname) AS full_name) f
 WHERE (NOT t.tgisinternal OR t.tgconstraint = 0) AND (t.tgparentid = 0 OR t.tgenabled <> p.tgenabled) AND {user_schema})";

constexpr auto event_triggers = R"(
SELECT e.oid, 'event trigger', NULL, e.evtname, quote_ident(e.evtname),
       concat(format('CREATE EVENT TRIGGER %I ON %s', e.evtname, e.evtevent),
              E'\n    WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ' ORDER BY place)
                                           FROM unnest(e.evttags) WITH ORDINALITY AS tags (tag, place)) || ')',
              format(E'\n    EXECUTE FUNCTION %s();\n', e.evtfoid::regproc),
              CASE WHEN e.evtenabled <> 'O'
                   THEN format(E'ALTER EVENT TRIGGER %I %s;\n', e.evtname,
                               CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                                                 ELSE 'ENABLE ALWAYS' END) END),
       quote_ident(pg_get_userbyid(e.evtowner)), 0, NULL, NULL, NULL
  FROM pg_event_trigger e)";

} // namespace

std::string triggers_sql(int) {
    return fmt::format(triggers, fmt::arg("user_schema", user_schema));
}

std::string event_triggers_sql(int) {
    return event_triggers;
}

} // namespace dunlin::catalog
