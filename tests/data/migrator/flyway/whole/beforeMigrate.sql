CREATE TABLE log (x text);
