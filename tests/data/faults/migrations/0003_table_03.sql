CREATE TABLE t03 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t03 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0003');

-- dunlin:down
DELETE FROM effects WHERE name = '0003';
DROP TABLE t03;
