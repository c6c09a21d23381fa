-- migrate:up
CREATE TABLE c ()
-- migrate:down
DROP TABLE c
-- migrate:up
CREATE TABLE d ()
-- migrate:down
