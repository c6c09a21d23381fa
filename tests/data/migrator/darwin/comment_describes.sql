-- Version: 1.01
CREATE TABLE a ();
-- descending order: yes
