-- dunlin:lock-timeout soon
CREATE TABLE a ();
