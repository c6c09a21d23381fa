-- Version: 1.01
-- Description: Create table users
CREATE TABLE users (id int);

-- Version: 1.02
-- Description: Create a view
CREATE VIEW v AS SELECT id FROM users

--ver: 1.03
CREATE TABLE late ();
