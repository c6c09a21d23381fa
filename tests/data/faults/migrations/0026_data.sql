CREATE TABLE birds (id int PRIMARY KEY, name text);
COPY birds (id, name) FROM stdin;
1	dunlin
2	goose; a 'quoted' one
3	\N
\.
SELECT happened('0026');

-- dunlin:down
DELETE FROM effects WHERE name = '0026';
DROP TABLE birds;
