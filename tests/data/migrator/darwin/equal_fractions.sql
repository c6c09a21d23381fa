-- Version: 1.1
CREATE TABLE a ();
-- Version: 1.10
CREATE TABLE b ();
