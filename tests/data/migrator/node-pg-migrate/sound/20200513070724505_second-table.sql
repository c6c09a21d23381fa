---- down  migration: take it away
DROP TABLE second;

  --up	migration
CREATE TABLE second (id int);
SET search_path = public;
