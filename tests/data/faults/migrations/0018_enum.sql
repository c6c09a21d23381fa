CREATE TYPE mood AS ENUM ('sad', 'fine');
CREATE TABLE moods (mood mood NOT NULL);
SELECT happened('0018');

-- dunlin:down
DELETE FROM effects WHERE name = '0018';
DROP TABLE moods;
DROP TYPE mood;
