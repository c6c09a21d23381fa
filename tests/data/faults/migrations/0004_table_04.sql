CREATE TABLE t04 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t04 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0004');

-- dunlin:down
DELETE FROM effects WHERE name = '0004';
DROP TABLE t04;
