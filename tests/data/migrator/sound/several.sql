-- Version: 2.01
-- Description: First
CREATE TABLE d ();

-- Version: 2.02
-- Description: fix: the second
CREATE TABLE e ();

-- dunlin:down
DROP TABLE e;

-- Version: 2.03
CREATE TABLE f ();
