CREATE TABLE a ();
-- dunlin:no-transactoin
