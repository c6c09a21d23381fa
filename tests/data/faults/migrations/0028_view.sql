CREATE MATERIALIZED VIEW names AS SELECT id, name FROM t05;
CREATE UNIQUE INDEX names_id ON names (id);
SELECT happened('0028');

-- dunlin:down
DELETE FROM effects WHERE name = '0028';
DROP MATERIALIZED VIEW names;
