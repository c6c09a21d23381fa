-- Version: 1.01
-- Description: Create table users
CREATE TABLE users (
    user_id       uuid        NOT NULL,
    name          text        NOT NULL,
    email         text        NOT NULL, -- in lower case, so that the key below ignores case
    roles         text[]      NOT NULL,
    password_hash text        NOT NULL, -- bcrypt, in the format of crypt(5)
    department    text,
    enabled       boolean     NOT NULL DEFAULT true,
    date_created  timestamptz NOT NULL,
    date_updated  timestamptz NOT NULL,

    CONSTRAINT users_pkey PRIMARY KEY (user_id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT users_email_lower CHECK (email = lower(email COLLATE "C")),
    CONSTRAINT users_roles_known CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['ADMIN', 'USER'])
);

-- One index per column that `user list` may order by. The key stands last so that a page can begin
-- exactly behind the last row of the page before, also among equal values.
CREATE INDEX users_name_idx ON users (name, user_id);
CREATE INDEX users_date_created_idx ON users (date_created, user_id);

-- dunlin:down
DROP TABLE users;
