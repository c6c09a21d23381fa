CREATE TABLE last_one (id int);
SELECT happened('0032');

-- dunlin:down
DELETE FROM effects WHERE name = '0032';
DROP TABLE last_one;
