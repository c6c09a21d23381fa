// SPDX-License-Identifier: MIT
#pragma once

// The SQL of Liquibase's tables. {0} is the qualified changelog, {1} the qualified lock
// table where it occurs; the others for quoted literals, or what a comment says.
namespace dunlin::migrator::liquibase_sql {

inline constexpr auto create = R"(
CREATE TABLE IF NOT EXISTS {1} (
    ID INTEGER NOT NULL, LOCKED BOOLEAN NOT NULL, LOCKGRANTED TIMESTAMP WITHOUT TIME ZONE,
    LOCKEDBY VARCHAR(255), CONSTRAINT {2} PRIMARY KEY (ID));
CREATE TABLE IF NOT EXISTS {0} (
    ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL,
    DATEEXECUTED TIMESTAMP WITHOUT TIME ZONE NOT NULL, ORDEREXECUTED INTEGER NOT NULL,
    EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255),
    COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255),
    LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));
)";

/// {0} the lock table.
inline constexpr auto fill =
    "INSERT INTO {0} (ID, LOCKED) VALUES (1, FALSE) ON CONFLICT DO NOTHING;\n";

inline constexpr auto read = R"(
SELECT id, author, filename, orderexecuted, exectype, md5sum, comments,
       pg_catalog.date_part('epoch', dateexecuted)
  FROM {0} ORDER BY orderexecuted)";

// Of these, {0} is the lock table; in the first as a literal, in the others for SQL.
inline constexpr auto find_lock_table = "SELECT pg_catalog.to_regclass({0})::text";

/// Whether a run of dunlin wrote the row is said by its name.
inline constexpr auto read_lock = R"(
SELECT lockedby, lockgranted::text, lockedby OPERATOR(pg_catalog.~) '^dunlin [0-9a-f]{{8}} on '
  FROM {0} WHERE id OPERATOR(pg_catalog.=) 1 AND locked)";

/// {1} the owner's name.
inline constexpr auto acquire_lock = R"(
UPDATE {0} SET locked = true, lockgranted = pg_catalog.now(), lockedby = {1}
 WHERE id OPERATOR(pg_catalog.=) 1
   AND (locked IS NOT TRUE OR lockedby OPERATOR(pg_catalog.~) '^dunlin [0-9a-f]{{8}} on ')
RETURNING id)";

inline constexpr auto release_lock = R"(
UPDATE {0} SET locked = false, lockgranted = NULL, lockedby = NULL
 WHERE id OPERATOR(pg_catalog.=) 1 AND lockedby OPERATOR(pg_catalog.=) {1})";

/// {1} id, {2} author, {3} file name.
inline constexpr auto identity =
    "id OPERATOR(pg_catalog.=) {1} AND author OPERATOR(pg_catalog.=) {2} AND filename "
    "OPERATOR(pg_catalog.=) {3}";

/// {4} rank and what is computed with it, {5} kind, {6} checksum or NULL, {7} comments, {8}
/// contexts or NULL, {9} labels or NULL. The deployment is the second of the transaction.
inline constexpr auto insert = R"(
INSERT INTO {0} (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum, description,
                 comments, tag, liquibase, contexts, labels, deployment_id)
VALUES ({1}, {2}, {3}, pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()), {4}, {5}, {6},
        'sql', {7}, NULL, 'dunlin', {8}, {9},
        pg_catalog."right"((pg_catalog.floor(pg_catalog.date_part('epoch', pg_catalog.now())
            OPERATOR(pg_catalog.*) 1000)::bigint)::text, 10));)";

inline constexpr auto update = R"(
UPDATE {0}
   SET dateexecuted = pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()),
       orderexecuted = {4}, exectype = {5}, md5sum = {6}, comments = {7}, contexts = {8},
       labels = {9}, liquibase = 'dunlin',
       deployment_id = pg_catalog."right"((pg_catalog.floor(pg_catalog.date_part('epoch',
           pg_catalog.now()) OPERATOR(pg_catalog.*) 1000)::bigint)::text, 10)
 WHERE )";

inline constexpr auto remove = "\nDELETE FROM {0} WHERE ";

} // namespace dunlin::migrator::liquibase_sql
