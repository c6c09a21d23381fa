-- Version: 1.02
CREATE TABLE a ();
