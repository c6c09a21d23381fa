// SPDX-License-Identifier: MIT
#pragma once

// The pieces of the script of roles, with quoted names for {owner}, {schema} and the like, and the
// same as literals for {owner_text}.
namespace dunlin::commands::roles_sql {

inline constexpr auto opening =
    R"(-- Roles with no more rights than they need, for schema {schema} of database {database}:
--   {owner} owns everything and migrates
--   {read_write} reads and writes rows, and changes no table
--   {read_only} reads
-- Written by "dunlin db roles". It may run any number of times.
BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL standard_conforming_strings = on;
SET LOCAL search_path = pg_catalog;
SET LOCAL client_min_messages = warning;
)";

/// In PostgreSQL 16 and newer whoever creates a role may grant it, and is no member by itself.
inline constexpr auto roles = R"(
DO {tag}
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY[{owner_text}, {read_write_text}, {read_only_text}] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = each) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', each);
        END IF;
    END LOOP;
    -- Only a member of the owner may give it objects.
    IF NOT pg_has_role(current_user, {owner_text}, 'USAGE') THEN
        EXECUTE format('GRANT %I TO %I', {owner_text}, current_user);
    END IF;
END
{tag};
)";

inline constexpr auto login = R"(
-- Passwords are yours to set: \password in psql sends none in plain text.
ALTER ROLE {owner} LOGIN;
ALTER ROLE {read_write} LOGIN;
ALTER ROLE {read_only} LOGIN;
)";

/// CREATE SCHEMA IF NOT EXISTS asks for the right to create one even when it is there.
inline constexpr auto schemas = R"(
-- Migrations that make schemas or extensions need one right more:
--   GRANT CREATE ON DATABASE {database} TO {owner};
GRANT CONNECT ON DATABASE {database} TO {owner}, {read_write}, {read_only};
DO {tag}
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY[{schema_text}, {ledger_text}] LOOP
        IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = each) THEN
            EXECUTE format('CREATE SCHEMA %I AUTHORIZATION %I', each, {owner_text});
        END IF;
    END LOOP;
END
{tag};
REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA {schema}, {ledger} TO {owner};
GRANT USAGE ON SCHEMA {schema}, {ledger} TO {read_write}, {read_only};
)";

/// A sequence of a column and a member of an extension follow what they belong to.
inline constexpr auto ownership = R"(
-- What is there already goes to the owner; only an owner may alter or drop it.
DO {tag}
DECLARE
    change text;
BEGIN
    FOR change IN
        SELECT format('ALTER %s %s OWNER TO %I',
                      CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW'
                                   WHEN 'm' THEN 'MATERIALIZED VIEW'
                                   WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
                      oid::regclass, {owner_text})
          FROM pg_class AS c
         WHERE relnamespace IN (SELECT oid FROM pg_namespace
                                 WHERE nspname IN ({schema_text}, {ledger_text}))
           AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND pg_get_userbyid(relowner) <> {owner_text}
           AND NOT EXISTS (SELECT FROM pg_depend
                            WHERE classid = 'pg_class'::regclass AND objid = c.oid
                              AND (deptype = 'e' OR relkind = 'S' AND deptype IN ('a', 'i')))
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO %I', oid::regprocedure, {owner_text})
          FROM pg_proc AS p
         WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = {schema_text})
           AND pg_get_userbyid(proowner) <> {owner_text}
           AND NOT EXISTS (SELECT FROM pg_depend
                            WHERE classid = 'pg_proc'::regclass AND objid = p.oid
                              AND deptype = 'e')
        UNION ALL
        SELECT format('ALTER TYPE %s OWNER TO %I', t.oid::regtype, {owner_text})
          FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = t.typrelid
         WHERE typnamespace = (SELECT oid FROM pg_namespace WHERE nspname = {schema_text})
           AND (typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
           AND pg_get_userbyid(typowner) <> {owner_text}
           AND NOT EXISTS (SELECT FROM pg_depend
                            WHERE classid = 'pg_type'::regclass AND objid = t.oid
                              AND deptype = 'e')
    LOOP
        EXECUTE change;
    END LOOP;
END
{tag};
)";

inline constexpr auto privileges = R"(
-- What is there, and below what {owner} will make.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {read_write};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {read_write};
GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {read_only};
GRANT SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {read_only};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema}
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {read_write};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema}
    GRANT USAGE, SELECT ON SEQUENCES TO {read_write};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema}
    GRANT SELECT ON TABLES TO {read_only};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema}
    GRANT SELECT ON SEQUENCES TO {read_only};
)";

inline constexpr auto ledger = R"(
-- dunlin's own tables: all may see what was applied, only {owner} writes it.
GRANT SELECT ON ALL TABLES IN SCHEMA {ledger} TO {read_write}, {read_only};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {ledger}
    GRANT SELECT ON TABLES TO {read_write}, {read_only};
)";

inline constexpr auto closing = "COMMIT;\n";

} // namespace dunlin::commands::roles_sql
