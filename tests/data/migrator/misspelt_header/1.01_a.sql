-- Verison: 1.01
CREATE TABLE a ();
