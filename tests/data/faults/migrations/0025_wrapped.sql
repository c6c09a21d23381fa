BEGIN;
CREATE TABLE wrapped (id int PRIMARY KEY);
SELECT happened('0025');
COMMIT;

-- dunlin:down
BEGIN;
DELETE FROM effects WHERE name = '0025';
DROP TABLE wrapped;
COMMIT;
