CREATE TABLE t10 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t10 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0010');

-- dunlin:down
DELETE FROM effects WHERE name = '0010';
DROP TABLE t10;
