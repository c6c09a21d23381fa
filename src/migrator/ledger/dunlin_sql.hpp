// SPDX-License-Identifier: MIT
#pragma once

// The SQL of dunlin's own tables. {0} is the quoted schema, {1} the same inside a
// literal, or where a comment says so.
// Everything is qualified, operators included: the texts run inside migrations, after whatever
// these did to search_path.
namespace dunlin::migrator::dunlin_sql {

/// Tells an older dunlin that it does not understand these tables. Raised when a change is not
/// merely a new column; kept as the table's comment, so that it needs no table of its own.
inline constexpr int layout = 1;

inline constexpr auto read = R"(
SELECT 'layout' AS part, NULL::text AS version, NULL::bigint AS rank, NULL::text AS description,
       pg_catalog.obj_description('{1}.migrations'::pg_catalog.regclass, 'pg_class') AS kind,
       NULL::text AS checksum, NULL::text AS content_checksum, NULL::pg_catalog.float8 AS at,
       NULL::text AS applied_by, NULL::bigint AS duration_ms, NULL::text AS tool
UNION ALL
SELECT 'row', version, rank, description, kind, checksum, content_checksum,
       pg_catalog.date_part('epoch', applied_at),
       applied_by, duration_ms, tool
  FROM {0}.migrations
UNION ALL
SELECT 'step', version, position, statement, state, statement_checksum, direction,
       pg_catalog.date_part('epoch', intended_at),
       before, NULL, NULL
  FROM {0}.steps
UNION ALL
(SELECT 'protect', NULL, NULL, detail, NULL, NULL, NULL, NULL, NULL, NULL, NULL
   FROM {0}.events WHERE action OPERATOR(pg_catalog.=) 'protect' ORDER BY at DESC LIMIT 1))";

inline constexpr auto find_layout = "SELECT pg_catalog.obj_description("
                                    "pg_catalog.to_regclass('{1}.migrations')::oid, 'pg_class')";

/// Whether the table exists, and the schema; if not, whether that would be this role's own, in
/// which every object without a schema is created. {2} is its name.
inline constexpr auto find_place = R"(
SELECT pg_catalog.to_regclass('{1}.migrations') IS NOT NULL,
       pg_catalog.to_regnamespace('{1}') IS NOT NULL,
       current_user::text OPERATOR(pg_catalog.=) {2}
       AND pg_catalog.current_setting('search_path') OPERATOR(pg_catalog.~) '^"\$user" *,')";

inline constexpr auto create_schema = "CREATE SCHEMA {0};\n";

inline constexpr auto create_tables = R"(
CREATE TABLE IF NOT EXISTS {0}.migrations (
    version          text        COLLATE "C" NOT NULL,
    rank             bigint      NOT NULL,
    description      text        NOT NULL,
    kind             text        NOT NULL,
    checksum         text,
    content_checksum text,
    down_sql         text,
    applied_at       timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    applied_by       text        NOT NULL DEFAULT session_user,
    duration_ms      bigint      NOT NULL DEFAULT
        (pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-)
                                       pg_catalog.now()) OPERATOR(pg_catalog.*) 1000)::bigint,
    tool             text        NOT NULL DEFAULT 'dunlin',

    CONSTRAINT migrations_pkey PRIMARY KEY (version),
    CONSTRAINT migrations_kind CHECK (kind IN ('versioned', 'repeatable', 'baseline'))
);
CREATE TABLE IF NOT EXISTS {0}.steps (
    version            text        COLLATE "C" NOT NULL,
    direction          text        NOT NULL,
    position           bigint      NOT NULL,
    statement          text        NOT NULL,
    statement_checksum text        NOT NULL,
    state              text        NOT NULL,
    before             text        NOT NULL DEFAULT '',
    intended_at        timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    done_at            timestamptz,

    CONSTRAINT steps_pkey PRIMARY KEY (version, direction, position),
    CONSTRAINT steps_direction CHECK (direction IN ('up', 'down')),
    CONSTRAINT steps_state CHECK (state IN ('intent', 'done'))
);
CREATE TABLE IF NOT EXISTS {0}.events (
    at      timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    actor   text        NOT NULL DEFAULT session_user,
    action  text        NOT NULL,
    version text,
    detail  text
);
COMMENT ON TABLE {0}.migrations IS 'dunlin ledger, layout {1}';
)";

inline constexpr auto down_sql = "SELECT down_sql FROM {0}.migrations WHERE version = :version";

/// The row and its event: {1} version, {2} rank and what is to be computed with it, {3}
/// description, {4} kind, {5} checksum, {6} content checksum, {7} down_sql, {8} the event's detail,
/// {9} the duration, {10} what to do when the row exists, {11} what the statement returns. The
/// server completes the duration: the client cannot know it before the message that must contain it
/// is sent.
inline constexpr auto insert_row = R"(
WITH event AS (
    INSERT INTO {0}.events (action, version, detail) VALUES ('up', {1}, {8}))
INSERT INTO {0}.migrations (version, rank, description, kind, checksum, content_checksum, down_sql,
                            duration_ms)
VALUES ({1}, {2}, {3}, {4}, {5}, {6}, {7}, {9}){10}{11};)";

/// {0} insert_row with $1 to $8 in its places, and $9 in the duration.
inline constexpr auto prepare_row =
    "PREPARE dunlin_applied (text, bigint, text, text, text, text, text, text, bigint) AS {0}";

/// {0} to {7} as {1} to {8} of insert_row, the rank as it is; {8} the duration so far.
inline constexpr auto execute_row =
    "\nEXECUTE dunlin_applied ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8});";

inline constexpr auto replace_repeatable = R"(
ON CONFLICT (version) DO UPDATE
   SET rank = excluded.rank, description = excluded.description, checksum = excluded.checksum,
       content_checksum = excluded.content_checksum,
       applied_at = pg_catalog.clock_timestamp(), applied_by = session_user,
       duration_ms = excluded.duration_ms, tool = excluded.tool)";

inline constexpr auto delete_row =
    "\nDELETE FROM {0}.migrations WHERE version OPERATOR(pg_catalog.=) {1};";

} // namespace dunlin::migrator::dunlin_sql
