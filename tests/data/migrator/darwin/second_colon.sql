-- Version: 1.01
-- Description: fix: x
CREATE TABLE a ();
