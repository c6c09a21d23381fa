CREATE TABLE a ();
-- café
