-- Version: one
CREATE TABLE a ();
