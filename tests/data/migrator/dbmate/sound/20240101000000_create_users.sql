-- Everybody who may log in.

-- migrate:up
CREATE TABLE users (name text)

-- migrate:down
DROP TABLE users
