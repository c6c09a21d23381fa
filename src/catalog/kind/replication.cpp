// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// Members are added one by one, so that the text has a line for each.
constexpr auto publications = R"(
SELECT p.oid, 'publication', NULL, p.pubname, quote_ident(p.pubname),
       concat(format('CREATE PUBLICATION %I', p.pubname), CASE WHEN p.puballtables THEN ' FOR ALL TABLES' END,
              format(' WITH (publish = %L', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                       CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
                       CASE WHEN p.pubtruncate THEN 'truncate' END)),
              CASE WHEN p.pubviaroot THEN ', publish_via_partition_root = true' END,
              CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN ', publish_generated_columns = stored' END, E');\n',
              {schemas},
              (SELECT string_agg(format(E'ALTER PUBLICATION %I ADD TABLE ONLY %I.%I%s%s;\n', p.pubname, n.nspname,
                                        c.relname, {columns}, {filter}), '' ORDER BY n.nspname, c.relname)
                 FROM pg_publication_rel r
                 JOIN pg_class c ON c.oid = r.prrelid
                 JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE r.prpubid = p.oid)),
       quote_ident(pg_get_userbyid(p.pubowner)), 0, NULL, NULL, NULL
  FROM pg_publication p)";

constexpr std::string_view published_schemas = R"(
              (SELECT string_agg(format(E'ALTER PUBLICATION %I ADD TABLES IN SCHEMA %I;\n', p.pubname, n.nspname),
                                 '' ORDER BY n.nspname)
                 FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid
                WHERE s.pnpubid = p.oid))";

constexpr std::string_view published_columns = R"(
                (SELECT format(' (%s)', string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
                   FROM pg_attribute a
                  WHERE r.prattrs IS NOT NULL AND a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)
                 HAVING count(*) > 0))";

/// The connection string may hold a password and is not readable for most roles: it is left empty.
constexpr auto subscriptions = R"(
SELECT {oid}, 'subscription', NULL, s.subname, quote_ident(s.subname),
       format(E'CREATE SUBSCRIPTION %I CONNECTION %L PUBLICATION %s WITH (%s);\n', s.subname, '',
              (SELECT string_agg(quote_ident(p), ', ' ORDER BY p) FROM unnest(s.subpublications) AS p),
              concat_ws(', ', 'connect = false',
                        'slot_name = ' || coalesce(quote_literal(s.subslotname), 'NONE'){options})),
       quote_ident(pg_get_userbyid(s.subowner)), 0, NULL, NULL,
       'its connection string may contain a password'
  FROM pg_subscription s
 WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()))";

constexpr std::string_view subscription_options = R"(,
                        CASE WHEN s.subbinary THEN 'binary = true' END,
                        CASE s.substream::text WHEN 'true' THEN 'streaming = on' WHEN 't' THEN 'streaming = on'
                                               WHEN 'p' THEN 'streaming = parallel' END)";

} // namespace

std::string publications_sql(int server_version) {
    const auto newer = [&](std::string_view yes, std::string_view no) {
        return from_version(server_version, 150000, yes, no);
    };
    return fmt::format(
        publications, fmt::arg("schemas", newer(published_schemas, "NULL")),
        fmt::arg("columns", newer(published_columns, "NULL")),
        fmt::arg("filter", newer("' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'", "NULL")));
}

std::string subscriptions_sql(int server_version) {
    const auto newer = [&](std::string_view yes, std::string_view no) {
        return from_version(server_version, 140000, yes, no);
    };
    return fmt::format(subscriptions, fmt::arg("oid", newer("s.oid", "0")),
                       fmt::arg("options", newer(subscription_options, "")));
}

} // namespace dunlin::catalog
