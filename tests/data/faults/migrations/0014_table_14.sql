CREATE TABLE t14 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t14 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0014');

-- dunlin:down
DELETE FROM effects WHERE name = '0014';
DROP TABLE t14;
