-- Version: 1.15
CREATE TABLE a ();
-- Version: 1.2
CREATE TABLE b ();
