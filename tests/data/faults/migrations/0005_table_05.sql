CREATE TABLE t05 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t05 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0005');

-- dunlin:down
DELETE FROM effects WHERE name = '0005';
DROP TABLE t05;
