CREATE OR REPLACE VIEW v AS SELECT '${tab} ${flyway:filename}' AS x, id FROM a;
