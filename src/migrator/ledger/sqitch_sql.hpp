// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// The SQL of sqitch's registry, version 1.1. {0} is the quoted schema, the others are
// quoted literals, or where a comment says so.
namespace dunlin::migrator::sqitch_sql {

inline constexpr std::array written_tables{"projects", "changes",      "tags",
                                           "events",   "dependencies", "releases"};

inline constexpr auto create_registry = R"(
CREATE SCHEMA IF NOT EXISTS {0};
COMMENT ON SCHEMA {0} IS 'Sqitch database deployment metadata v1.1.';
CREATE TABLE {0}.releases (
    version         REAL        PRIMARY KEY,
    installed_at    TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    installer_name  TEXT        NOT NULL,
    installer_email TEXT        NOT NULL
);
CREATE TABLE {0}.projects (
    project         TEXT        PRIMARY KEY,
    uri             TEXT            NULL UNIQUE,
    created_at      TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    creator_name    TEXT        NOT NULL,
    creator_email   TEXT        NOT NULL
);
CREATE TABLE {0}.changes (
    change_id       TEXT        PRIMARY KEY,
    script_hash     TEXT            NULL,
    change          TEXT        NOT NULL,
    project         TEXT        NOT NULL REFERENCES {0}.projects(project) ON UPDATE CASCADE,
    note            TEXT        NOT NULL DEFAULT '',
    committed_at    TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    committer_name  TEXT        NOT NULL,
    committer_email TEXT        NOT NULL,
    planned_at      TIMESTAMPTZ NOT NULL,
    planner_name    TEXT        NOT NULL,
    planner_email   TEXT        NOT NULL,
    UNIQUE(project, script_hash)
);
CREATE TABLE {0}.tags (
    tag_id          TEXT        PRIMARY KEY,
    tag             TEXT        NOT NULL,
    project         TEXT        NOT NULL REFERENCES {0}.projects(project) ON UPDATE CASCADE,
    change_id       TEXT        NOT NULL REFERENCES {0}.changes(change_id) ON UPDATE CASCADE,
    note            TEXT        NOT NULL DEFAULT '',
    committed_at    TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    committer_name  TEXT        NOT NULL,
    committer_email TEXT        NOT NULL,
    planned_at      TIMESTAMPTZ NOT NULL,
    planner_name    TEXT        NOT NULL,
    planner_email   TEXT        NOT NULL,
    UNIQUE(project, tag)
);
CREATE TABLE {0}.dependencies (
    change_id       TEXT        NOT NULL REFERENCES {0}.changes(change_id)
                                ON UPDATE CASCADE ON DELETE CASCADE,
    type            TEXT        NOT NULL,
    dependency      TEXT        NOT NULL,
    dependency_id   TEXT            NULL REFERENCES {0}.changes(change_id) ON UPDATE CASCADE
                                CONSTRAINT dependencies_check CHECK (
            (type = 'require'  AND dependency_id IS NOT NULL)
         OR (type = 'conflict' AND dependency_id IS NULL)
    ),
    PRIMARY KEY (change_id, dependency)
);
CREATE TABLE {0}.events (
    event           TEXT        NOT NULL CONSTRAINT events_event_check CHECK (
        event IN ('deploy', 'revert', 'fail', 'merge')
    ),
    change_id       TEXT        NOT NULL,
    change          TEXT        NOT NULL,
    project         TEXT        NOT NULL REFERENCES {0}.projects(project) ON UPDATE CASCADE,
    note            TEXT        NOT NULL DEFAULT '',
    requires        TEXT[]      NOT NULL DEFAULT '{{}}',
    conflicts       TEXT[]      NOT NULL DEFAULT '{{}}',
    tags            TEXT[]      NOT NULL DEFAULT '{{}}',
    committed_at    TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    committer_name  TEXT        NOT NULL,
    committer_email TEXT        NOT NULL,
    planned_at      TIMESTAMPTZ NOT NULL,
    planner_name    TEXT        NOT NULL,
    planner_email   TEXT        NOT NULL,
    PRIMARY KEY (change_id, committed_at)
);
)";

/// {1} and {2} who.
inline constexpr auto insert_release = R"(
INSERT INTO {0}.releases (version, installer_name, installer_email) VALUES (1.1, {1}, {2});
)";

inline constexpr auto read_release = "SELECT coalesce(pg_catalog.max(version)::text, '0') FROM "
                                     "{0}.releases";

/// {1} is the project.
inline constexpr auto read_uri =
    "SELECT coalesce(uri, '') FROM {0}.projects WHERE project OPERATOR(pg_catalog.=) {1}";

inline constexpr auto read_changes = R"(
SELECT change_id, script_hash, change, committer_name, committer_email,
       pg_catalog.date_part('epoch', committed_at)
  FROM {0}.changes
 WHERE project OPERATOR(pg_catalog.=) {1}
 ORDER BY committed_at)";

/// {1} project, {2} URI or NULL, {3} and {4} who.
inline constexpr auto insert_project = R"(
INSERT INTO {0}.projects (project, uri, creator_name, creator_email)
SELECT {1}, {2}, {3}, {4}
 WHERE NOT EXISTS (SELECT FROM {0}.projects WHERE project OPERATOR(pg_catalog.=) {1});)";

/// {1} id, {2} hash, {3} change, {4} project, {5} note, {6} and {7} who, {8} to {10} the planning,
/// {11} the id unquoted. The hash has an UPDATE of its own: messages mask the values beside a
/// column of such a name as secrets, and these values name the change.
inline constexpr auto insert_change = R"(
INSERT INTO {0}.changes (change_id, change, project, note, committer_name, committer_email,
                         planned_at, planner_name, planner_email)
VALUES ({1}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10});
UPDATE {0}.changes SET script_hash = {2} WHERE change_id OPERATOR(pg_catalog.=) {11};)";

/// {1} id, {2} type, {3} text, {4} the id that it means, or a subquery for it, or NULL.
inline constexpr auto insert_dependency = R"(
INSERT INTO {0}.dependencies (change_id, type, dependency, dependency_id)
VALUES ({1}, '{2}', {3}, {4});)";

/// The first change of another project that fits; {1} project, {2} change or empty, {3} tag or
/// empty: then the change is the last at or before it.
inline constexpr auto find_external = R"((
    SELECT c.change_id FROM {0}.changes AS c
     WHERE c.project OPERATOR(pg_catalog.=) {1}
       AND ({2} OPERATOR(pg_catalog.=) '' OR c.change OPERATOR(pg_catalog.=) {2})
       AND ({3} OPERATOR(pg_catalog.=) '' OR c.committed_at OPERATOR(pg_catalog.<=) (
            SELECT t.committed_at FROM {0}.tags AS g
              JOIN {0}.changes AS t ON t.change_id OPERATOR(pg_catalog.=) g.change_id
             WHERE g.project OPERATOR(pg_catalog.=) {1} AND g.tag OPERATOR(pg_catalog.=) {3}))
     ORDER BY CASE WHEN {3} OPERATOR(pg_catalog.=) '' THEN c.committed_at END,
              c.committed_at DESC
     LIMIT 1))";

/// {1} the id of what must not be deployed, {2} what to say when it is. The cast fails then.
inline constexpr auto refuse_conflict =
    "CASE WHEN EXISTS (SELECT FROM {0}.changes WHERE change_id OPERATOR(pg_catalog.=) {1}) "
    "THEN {2} ELSE '0' END::pg_catalog.int4";

/// {1} id, {2} tag, {3} project, {4} change, {5} note, {6} and {7} who, {8} to {10} the planning.
inline constexpr auto insert_tag = R"(
INSERT INTO {0}.tags (tag_id, tag, project, change_id, note, committer_name, committer_email,
                      planned_at, planner_name, planner_email)
SELECT {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}
 WHERE EXISTS (SELECT FROM {0}.changes WHERE change_id OPERATOR(pg_catalog.=) {4})
   AND NOT EXISTS (SELECT FROM {0}.tags WHERE tag_id OPERATOR(pg_catalog.=) {1});)";

/// {1} id, {2} and {3} who, {4} tags, {5} requires, {6} conflicts.
inline constexpr auto insert_event = R"(
INSERT INTO {0}.events (event, change_id, change, project, note, tags, requires, conflicts,
                        committer_name, committer_email, planned_at, planner_name, planner_email)
SELECT '{7}', change_id, change, project, note, {4}, {5}, {6}, {2}, {3}, planned_at, planner_name,
       planner_email
  FROM {0}.changes WHERE change_id OPERATOR(pg_catalog.=) {1};)";

/// {1} id, {2} change, {3} project, {4} note, {5} tags, {6} requires, {7} conflicts, {8} and {9}
/// who, {10} to {12} the planning.
inline constexpr auto insert_failure = R"(
INSERT INTO {0}.events (event, change_id, change, project, note, tags, requires, conflicts,
                        committer_name, committer_email, planned_at, planner_name, planner_email)
VALUES ('fail', {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12});)";

/// {1} id, {2} type.
inline constexpr auto dependencies_of =
    "ARRAY(SELECT dependency FROM {0}.dependencies WHERE change_id OPERATOR(pg_catalog.=) {1} AND "
    "type OPERATOR(pg_catalog.=) '{2}')";

inline constexpr auto tags_of =
    "ARRAY(SELECT tag FROM {0}.tags WHERE change_id OPERATOR(pg_catalog.=) {1})";

inline constexpr auto delete_change = R"(
DELETE FROM {0}.tags WHERE change_id OPERATOR(pg_catalog.=) {1};
DELETE FROM {0}.changes WHERE change_id OPERATOR(pg_catalog.=) {1};)";

} // namespace dunlin::migrator::sqitch_sql
