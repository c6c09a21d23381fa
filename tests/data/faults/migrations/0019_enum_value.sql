ALTER TYPE mood ADD VALUE 'happy';

-- dunlin:down
DROP TABLE moods;
DROP TYPE mood;
CREATE TYPE mood AS ENUM ('sad', 'fine');
CREATE TABLE moods (mood mood NOT NULL);
