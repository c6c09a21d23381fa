CREATE TABLE t02 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t02 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0002');

-- dunlin:down
DELETE FROM effects WHERE name = '0002';
DROP TABLE t02;
