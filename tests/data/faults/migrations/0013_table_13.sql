CREATE TABLE t13 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t13 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0013');

-- dunlin:down
DELETE FROM effects WHERE name = '0013';
DROP TABLE t13;
