// SPDX-License-Identifier: MIT
#include "ledger/journal.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// {0} is the quoted schema, the others are quoted literals or numbers.
constexpr auto insert_step = R"(
INSERT INTO {0}.steps (version, direction, position, statement, statement_checksum, state, before,
                       done_at)
VALUES ({1}, '{2}', {3}, {4}, {5}, '{6}', {7}, {8});)";

constexpr auto update_step = R"(
UPDATE {0}.steps SET state = 'done', done_at = pg_catalog.clock_timestamp()
 WHERE version OPERATOR(pg_catalog.=) {1} AND direction OPERATOR(pg_catalog.=) '{2}'
   AND position OPERATOR(pg_catalog.=) {3};)";

constexpr auto delete_steps = R"(
DELETE FROM {0}.steps
 WHERE version OPERATOR(pg_catalog.=) {1} AND direction OPERATOR(pg_catalog.=) '{2}';)";

constexpr auto delete_step = R"(
DELETE FROM {0}.steps
 WHERE version OPERATOR(pg_catalog.=) {1} AND direction OPERATOR(pg_catalog.=) '{2}'
   AND position OPERATOR(pg_catalog.=) {3};)";

constexpr auto insert_event =
    "\nINSERT INTO {0}.events (action, version, detail) VALUES ({1}, {2}, {3});";

std::string insert(const sqldb::connection& db, const std::string& schema, const step_row& step,
                   const char* state, const char* done_at) {
    return fmt::format(insert_step, db.quote_identifier(schema), db.quote_literal(step.version),
                       to_string(step.direction), step.position, db.quote_literal(step.shown),
                       db.quote_literal(step.checksum), state, db.quote_literal(step.before),
                       done_at);
}

} // namespace

std::string journal::intent_sql(const sqldb::connection& db, const step_row& step) const {
    return insert(db, schema_, step, "intent", "NULL");
}

std::string journal::done_sql(const sqldb::connection& db, const step_row& step) const {
    return insert(db, schema_, step, "done", "pg_catalog.clock_timestamp()");
}

std::string journal::mark_done_sql(const sqldb::connection& db, const step_row& step) const {
    return fmt::format(update_step, db.quote_identifier(schema_), db.quote_literal(step.version),
                       to_string(step.direction), step.position);
}

std::string journal::forget_sql(const sqldb::connection& db, const step_row& step) const {
    return fmt::format(delete_step, db.quote_identifier(schema_), db.quote_literal(step.version),
                       to_string(step.direction), step.position);
}

std::string journal::clear_sql(const sqldb::connection& db, std::string_view version,
                               direction direction) const {
    return fmt::format(delete_steps, db.quote_identifier(schema_), db.quote_literal(version),
                       to_string(direction));
}

std::string journal::event_sql(const sqldb::connection& db, std::string_view action,
                               std::string_view version, std::string_view detail) const {
    const auto literal = [&](std::string_view text) {
        return text.empty() ? "NULL" : db.quote_literal(text);
    };
    return fmt::format(insert_event, db.quote_identifier(schema_), db.quote_literal(action),
                       literal(version), literal(detail));
}

} // namespace dunlin::migrator
