--liquibase formatted sql

--property name:tab value:birds

--changeset joe:1 labels:"a, b" context:test
--comment: the first one
-- an ordinary comment
CREATE TABLE ${tab} (id int);
INSERT INTO ${tab} VALUES (1); -- behind
--rollback DROP TABLE ${tab};

-- changeset "Jane Doe":"two words" runOnChange:true splitStatements:false
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN 1; -- é
END $$;
/* liquibase rollback
DROP FUNCTION f();
*/

--changeset joe:3 endDelimiter:/ stripComments:false
--preconditions onFail:MARK_RAN onError:HALT
--precondition-sql-check expectedResult:0 SELECT count(*) FROM birds WHERE id = 7
CREATE TABLE x (id int)
/
CREATE TABLE y (id int)
/
--rollback DROP TABLE x;
--rollback DROP TABLE y;

--changeset joe:4 runAlways:true
INSERT INTO x VALUES (1);
--rollback empty

--changeset joe:5
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:5 SELECT count(*) FROM birds
CREATE TABLE never (id int);

--changeset joe:6 dbms:oracle
CREATE TABLE ora (id int);

--changeset joe:7
--ignoreLines:1
THIS IS NOT SQL
CREATE INDEX i ON x (id);
--ignoreLines:start
nor this
--ignoreLines:end
