-- Version: 1.01
CREATE TABLE a ();

-- Version: 1.02
CREATE TABLE b ();
