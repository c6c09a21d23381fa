REFRESH MATERIALIZED VIEW CONCURRENTLY names;
SELECT happened('0029');

-- dunlin:down
DELETE FROM effects WHERE name = '0029';
