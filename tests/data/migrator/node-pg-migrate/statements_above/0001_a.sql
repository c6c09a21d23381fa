CREATE TABLE lost ();
-- Up Migration
SELECT 1;
