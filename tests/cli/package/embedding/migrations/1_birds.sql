CREATE TABLE birds (
    name text PRIMARY KEY
);

-- dunlin:down
DROP TABLE birds;
