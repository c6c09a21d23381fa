CREATE TABLE a ();
-- dunlin:down
DROP TABLE a;
-- dunlin:down
