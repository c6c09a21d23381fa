-- +goose Up
-- +goose ENVSUB ON
INSERT INTO users (name) VALUES ('$FIRST'), ('${SECOND}'), ('${THIRD:-third}'), ('${FOURTH-fourth}');
INSERT INTO users (name) VALUES ('costs $$5'), ('and \$6'), ('$(kept)'); -- paid in $
-- +goose ENVSUB OFF
INSERT INTO users (name) VALUES ('$FIRST stays');
-- +goose Down
-- +goose ENVSUB ON
DELETE FROM users WHERE name = '${FIRST?is needed}';
