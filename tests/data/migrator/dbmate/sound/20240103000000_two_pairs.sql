-- migrate:up
CREATE TABLE a ();
CREATE TABLE b ()
-- migrate:down
DROP TABLE a;
DROP TABLE b
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY users_a ON users (name);
-- migrate:down transaction:false
DROP INDEX CONCURRENTLY users_a;
