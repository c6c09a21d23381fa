SELECT happened('0030 before');
DROP INDEX CONCURRENTLY t02_name;
SELECT happened('0030 after');

-- dunlin:down
DELETE FROM effects WHERE name LIKE '0030%';
CREATE INDEX CONCURRENTLY t02_name ON t02 (name);
