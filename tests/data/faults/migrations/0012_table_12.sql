CREATE TABLE t12 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t12 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0012');

-- dunlin:down
DELETE FROM effects WHERE name = '0012';
DROP TABLE t12;
