-- Everybody who may log in.
-- +goose Up
-- A comment in front of a statement is dropped by goose.
CREATE TABLE users (
    id int, -- with a remark;
    name text
); -- done

/* goose takes this for a statement; it ends here */ SELECT 1;

-- +goose StatementBegin
CREATE FUNCTION greet(who text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    -- Inside, semicolons are free;
    RETURN 'hello ' || who;
END
$$
-- +goose StatementEnd

-- +goose StatementBegin
COMMENT ON TABLE users IS 'all; of them';
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION greet(text);
DROP TABLE users;
