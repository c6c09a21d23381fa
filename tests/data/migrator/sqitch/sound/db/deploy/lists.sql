BEGIN;
CREATE TABLE flipr.lists (id int, members int[]);
SELECT members[1:2] FROM flipr.lists;
COMMIT;
