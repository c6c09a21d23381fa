CREATE TABLE a ();
-- Down Migration
DROP TABLE a;
