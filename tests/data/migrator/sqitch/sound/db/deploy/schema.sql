-- Deploy flipr:schema to pg

BEGIN;

CREATE SCHEMA flipr;

COMMIT;
