CREATE TABLE t07 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t07 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0007');

-- dunlin:down
DELETE FROM effects WHERE name = '0007';
DROP TABLE t07;
