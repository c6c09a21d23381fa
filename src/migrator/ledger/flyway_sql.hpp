// SPDX-License-Identifier: MIT
#pragma once

// The SQL of Flyway's schema history. {0} is the qualified table, the others are quoted
// literals or numbers, or what a comment says.
namespace dunlin::migrator::flyway_sql {

/// {1} and {2}: the names of the constraint and the index.
inline constexpr auto create = R"(
CREATE TABLE IF NOT EXISTS {0} (
    "installed_rank" INT NOT NULL,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
);
ALTER TABLE {0} ADD CONSTRAINT {1} PRIMARY KEY ("installed_rank");
CREATE INDEX {2} ON {0} ("success");
)";

inline constexpr auto read = R"(
SELECT installed_rank, version, description, type, script, checksum,
       pg_catalog.date_part('epoch', installed_on),
       installed_by, execution_time, success
  FROM {0} ORDER BY installed_rank)";

/// {1} rank and what is computed with it, {2} version or NULL, {3} description, {4} type, {5}
/// script, {6} checksum or NULL, {7} the milliseconds, {8} what the statement returns.
inline constexpr auto insert = R"(
INSERT INTO {0} (installed_rank, version, description, type, script, checksum, installed_by,
                 installed_on, execution_time, success)
VALUES ({1}, {2}, {3}, {4}, {5}, {6}, session_user,
        pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()),
        {7}::int, true){8};)";

/// {1} rank, {2} version, {3} the undo script's description, {4} its name, {5} its checksum.
/// UNDO_SQL belongs to Flyway's paid editions, the free one refuses a table that holds it; a row
/// DELETE, as its repair writes it, makes the version pending to all of them.
inline constexpr auto remove = R"(
INSERT INTO {0} (installed_rank, version, description, type, script, checksum, installed_by,
                 installed_on, execution_time, success)
SELECT {1}, applied.version, CASE WHEN paid.found THEN {3} ELSE applied.description END,
       CASE WHEN paid.found THEN 'UNDO_SQL' ELSE 'DELETE' END,
       CASE WHEN paid.found THEN {4} ELSE applied.script END,
       CASE WHEN paid.found THEN {5} ELSE applied.checksum END, session_user,
       pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()),
       CASE WHEN paid.found THEN
           (pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-)
                                          pg_catalog.now()) OPERATOR(pg_catalog.*) 1000)::int
       ELSE 0 END, true
  FROM {0} AS applied,
       (SELECT EXISTS (SELECT 1 FROM {0} WHERE type OPERATOR(pg_catalog.=) 'UNDO_SQL') AS found)
           AS paid
 WHERE applied.version OPERATOR(pg_catalog.=) {2} AND applied.success
   AND type OPERATOR(pg_catalog.<>) 'DELETE' AND type OPERATOR(pg_catalog.<>) 'UNDO_SQL'
 ORDER BY applied.installed_rank DESC LIMIT 1;)";

/// {1} version, {2} the new version, {3} description, {4} script.
inline constexpr auto move = R"(
UPDATE {0} SET version = {2}, description = {3}, script = {4}
 WHERE version OPERATOR(pg_catalog.=) {1};)";

} // namespace dunlin::migrator::flyway_sql
