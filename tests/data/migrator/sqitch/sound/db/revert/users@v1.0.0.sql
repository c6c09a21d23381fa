DROP FUNCTION flipr.f();
DROP TABLE flipr.users;
