CREATE TABLE t15 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x');
INSERT INTO t15 (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
SELECT happened('0015');

-- dunlin:down
DELETE FROM effects WHERE name = '0015';
DROP TABLE t15;
