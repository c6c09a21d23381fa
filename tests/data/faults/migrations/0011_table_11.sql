CREATE TABLE t11 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t11 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0011');

-- dunlin:down
DELETE FROM effects WHERE name = '0011';
DROP TABLE t11;
