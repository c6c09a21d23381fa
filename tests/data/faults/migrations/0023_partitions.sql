CREATE TABLE measure (at date NOT NULL, value int) PARTITION BY RANGE (at);
CREATE TABLE measure_old PARTITION OF measure FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE measure_new PARTITION OF measure FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
SELECT happened('0023');

-- dunlin:down
DELETE FROM effects WHERE name = '0023';
DROP TABLE measure;
DROP TABLE IF EXISTS measure_old;
