CREATE TABLE a (id int);
-- é comment
INSERT INTO a VALUES (1);
