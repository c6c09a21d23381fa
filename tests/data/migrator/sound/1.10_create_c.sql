/* A licence
   of two lines */
-- dunlin:lock-timeout 5s
-- dunlin:no-transaction
CREATE TABLE c ();
-- dunlin:down
-- dunlin:statement-timeout 10min
DROP TABLE c;
