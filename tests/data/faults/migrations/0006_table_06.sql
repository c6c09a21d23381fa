CREATE TABLE t06 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t06 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0006');

-- dunlin:down
DELETE FROM effects WHERE name = '0006';
DROP TABLE t06;
