-- who made this, and why

-- Up Migration
CREATE TABLE first (id int);

---- DOWN ----
-- Down Migration
DROP TABLE first;
