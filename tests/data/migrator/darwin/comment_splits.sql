-- Version: 1.01
CREATE TABLE a ();
-- very important: 7
