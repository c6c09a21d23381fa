---- tern: disable-tx ----
CREATE INDEX CONCURRENTLY users_name ON {{.prefix}}users (name);
---- create above / drop below ----
DROP INDEX users_name;
