CREATE TABLE t08 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t08 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0008');

-- dunlin:down
DELETE FROM effects WHERE name = '0008';
DROP TABLE t08;
