-- +goose NO TRANSACTION

-- +goose up
CREATE INDEX CONCURRENTLY users_name ON users (name);

-- +goose DOWN
DROP INDEX CONCURRENTLY users_name;
