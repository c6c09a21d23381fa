CREATE TABLE t09 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t09 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0009');

-- dunlin:down
DELETE FROM effects WHERE name = '0009';
DROP TABLE t09;
