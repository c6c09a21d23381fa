-- Version: 1.01
-- Description: Create table a
CREATE TABLE a ();

-- dunlin:down
DROP TABLE a;
