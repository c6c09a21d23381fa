// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/classify.hpp>

#include <doctest/doctest.h>

#include <initializer_list>
#include <string_view>

using dunlin::sqltext::classify;
using enum dunlin::sqltext::statement_class;

namespace {

void check_all(dunlin::sqltext::statement_class expected,
               std::initializer_list<std::string_view> statements) {
    for (const auto statement : statements) {
        CAPTURE(statement);
        CHECK(classify(statement) == expected);
    }
}

} // namespace

TEST_CASE("transaction control is told apart") {
    check_all(begin, {"BEGIN", "begin work", "BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY",
                      "START TRANSACTION READ ONLY", "/* a */ Start -- b\n Transaction"});
    check_all(commit, {"COMMIT", "END", "COMMIT WORK", "end transaction", "COMMIT AND NO CHAIN"});
    check_all(commit_and_chain, {"COMMIT AND CHAIN", "END TRANSACTION AND CHAIN"});
    check_all(rollback, {"ROLLBACK", "ABORT", "ROLLBACK WORK", "ABORT TRANSACTION AND NO CHAIN"});
    check_all(rollback_and_chain, {"ROLLBACK AND CHAIN", "ABORT WORK AND CHAIN"});
    check_all(savepoint, {"SAVEPOINT a", "RELEASE a", "RELEASE SAVEPOINT a", "ROLLBACK TO a",
                          "ROLLBACK TRANSACTION TO SAVEPOINT a"});
    check_all(prepared,
              {"PREPARE TRANSACTION 'a'", "COMMIT PREPARED 'a'", "ROLLBACK PREPARED 'a'"});
}

TEST_CASE("what the server refuses in a transaction block") {
    check_all(no_transaction,
              {"CREATE DATABASE d",
               "DROP DATABASE IF EXISTS d",
               "CREATE TABLESPACE t LOCATION '/t'",
               "DROP TABLESPACE t",
               "ALTER DATABASE \"d d\" SET TABLESPACE t",
               "ALTER SYSTEM RESET ALL",
               "CREATE INDEX CONCURRENTLY ON t (a)",
               "create unique index concurrently i on t (a)",
               "CREATE INDEX /* not */ CONCURRENTLY IF NOT EXISTS i ON t (a)",
               "DROP INDEX CONCURRENTLY IF EXISTS a, b",
               "REINDEX INDEX CONCURRENTLY i",
               "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
               "REINDEX (concurrently = true) TABLE t",
               "REINDEX SCHEMA s",
               "REINDEX DATABASE d",
               "REINDEX (VERBOSE) SYSTEM d",
               "VACUUM",
               "VACUUM (FULL) t",
               "VACUUM ANALYZE t",
               "CLUSTER",
               "CLUSTER VERBOSE",
               "CLUSTER (VERBOSE)",
               "REPACK",
               "REPACK (CONCURRENTLY) t",
               "REPACK (ANALYZE) t",
               "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
               "ALTER TABLE IF EXISTS ONLY U&\"s!0061\" UESCAPE '!'.t * DETACH PARTITION s.p "
               "CONCURRENTLY",
               "DISCARD ALL"});
}

TEST_CASE("subscriptions are refused when they touch a slot on the other server") {
    check_all(no_transaction,
              {"CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p",
               "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (enabled = false)",
               "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (create_slot)",
               "DROP SUBSCRIPTION s", "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
               "ALTER SUBSCRIPTION s SET PUBLICATION p", "ALTER SUBSCRIPTION s ADD PUBLICATION p",
               "ALTER SUBSCRIPTION s DROP PUBLICATION p WITH (copy_data = false)",
               "ALTER SUBSCRIPTION s SET (failover = true)"});
    check_all(ordinary,
              {"CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (connect = false)",
               "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p, q WITH (slot_name = NONE, "
               "enabled = false, CREATE_SLOT = 'off')",
               "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (connect 0)",
               "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
               "ALTER SUBSCRIPTION s DISABLE", "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
               "ALTER SUBSCRIPTION s OWNER TO o", "ALTER SUBSCRIPTION s CONNECTION 'c'"});
}

TEST_CASE("what merely looks like it is ordinary") {
    check_all(ordinary, {"",
                         ";",
                         "SELECT 1",
                         "INSERT INTO t VALUES ('VACUUM')",
                         "CREATE INDEX i ON t (a)",
                         "CREATE INDEX \"concurrently\" ON t (a)",
                         "CREATE TABLE concurrently_built (a int)",
                         "DROP INDEX i",
                         "DROP TABLE t",
                         "REINDEX TABLE t",
                         "REINDEX INDEX i",
                         "REINDEX (CONCURRENTLY false) TABLE t",
                         "CLUSTER t USING i",
                         "CLUSTER i ON t",
                         "CLUSTER (VERBOSE) t",
                         "REPACK t",
                         "ANALYZE t",
                         "DISCARD TEMP",
                         "ALTER TABLE t DETACH PARTITION p",
                         "ALTER TABLE t DETACH PARTITION p FINALIZE",
                         "ALTER TABLE t ADD COLUMN detach int",
                         "ALTER TABLE \"detach\" RENAME TO concurrently",
                         "ALTER DATABASE d SET work_mem = 1",
                         "ALTER DATABASE d RENAME TO tablespace",
                         "ALTER TYPE e ADD VALUE 'x'",
                         "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                         "PREPARE p AS SELECT 1",
                         "PREPARE transaction AS SELECT 1",
                         "PREPARE transaction",
                         "EXECUTE p",
                         "CALL p()",
                         "DO $$BEGIN COMMIT; END$$",
                         "START",
                         "\"begin\"",
                         "SET TRANSACTION READ ONLY",
                         "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'VACUUM'",
                         "CREATE SCHEMA database",
                         "COPY t FROM '/f'",
                         "COPY t FROM PROGRAM 'cat'",
                         "COPY"});
}

TEST_CASE("COPY through the connection is told by its direction") {
    check_all(copy_from_stdin,
              {"COPY t FROM STDIN", "copy public.\"T\" (a, \"to\") from stdin with (format csv)",
               "COPY BINARY t FROM stdin", "COPY t.from FROM STDOUT"});
    check_all(copy_to_stdout,
              {"COPY t TO STDOUT", "COPY (SELECT a FROM stdin) TO STDOUT (FORMAT csv)",
               "COPY (SELECT ')' FROM (SELECT 1) s) TO stdout", "COPY t (a) TO STDIN"});
}
