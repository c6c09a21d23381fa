// SPDX-License-Identifier: MIT
#include "shared/ledger_protection.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <string_view>

namespace dunlin::commands {
namespace {

/// A plain statement that names a missing table fails even in a branch that is not taken. PL/pgSQL
/// parses a statement only when it runs it. {0} is the schema as a quoted identifier, {1} its name
/// and {2} the quoted identifier as literals.
constexpr auto find_protection = R"(
DECLARE
    events oid := (SELECT c.oid FROM pg_catalog.pg_class AS c
                     JOIN pg_catalog.pg_namespace AS n
                       ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                    WHERE n.nspname OPERATOR(pg_catalog.=) {1}
                      AND c.relname OPERATOR(pg_catalog.=) 'events'
                      AND EXISTS (SELECT FROM pg_catalog.pg_class AS m
                                   WHERE m.relnamespace OPERATOR(pg_catalog.=) n.oid
                                     AND m.relname OPERATOR(pg_catalog.=) 'migrations'));
    mark text := '';
BEGIN
    IF events IS NULL THEN
        mark := '';
    ELSIF NOT pg_catalog.has_schema_privilege(pg_catalog.to_regnamespace({2})::oid, 'USAGE')
       OR NOT pg_catalog.has_table_privilege(events, 'SELECT')
       OR pg_catalog.row_security_active(events)
       OR NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c
                       WHERE c.oid OPERATOR(pg_catalog.=) events
                         AND c.relkind OPERATOR(pg_catalog.=) 'r') THEN
        mark := 'hidden';
    ELSE
        mark := 'as:' OPERATOR(pg_catalog.||) coalesce((
            SELECT detail FROM {0}.events WHERE action OPERATOR(pg_catalog.=) 'protect'
             ORDER BY at DESC LIMIT 1), '');
    END IF;
    PERFORM pg_catalog.set_config('dunlin.protection', mark, true);
END)";

/// Both statements are one transaction, and the setting ends with it.
constexpr auto read_setting = "DO {0}; SELECT pg_catalog.current_setting('dunlin.protection')";

} // namespace

ledger_protection read_ledger_protection(sqldb::connection& db, const std::string& ledger_schema) {
    const std::string schema = db.quote_identifier(ledger_schema);
    const std::string block = fmt::format(find_protection, schema, db.quote_literal(ledger_schema),
                                          db.quote_literal(schema));
    std::string answer;
    db.run_script(fmt::format(read_setting, db.quote_literal(block)),
                  [&](const sqldb::result& rows) {
                      if (!rows.empty()) {
                          answer = rows[0].text(0);
                      }
                  });
    constexpr std::string_view prefix = "as:";
    ledger_protection protection;
    protection.is_unreadable = answer == "hidden";
    if (answer.starts_with(prefix)) {
        protection.environment = answer.substr(prefix.size());
    }
    return protection;
}

} // namespace dunlin::commands
