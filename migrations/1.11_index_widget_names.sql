-- Version: 1.11
-- Description: Index parts of widget names
-- `widget list --name` looks for a part of a name, which only a trigram index can find. It is created
-- where the extension pg_trgm exists; CREATE EXTENSION may need rights that a migration does not have.
DO $$
DECLARE
    extension_schema text;
BEGIN
    SELECT nspname INTO extension_schema
    FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
    WHERE extname = 'pg_trgm';
    IF FOUND THEN
        EXECUTE format('CREATE INDEX widgets_name_trgm_idx ON widgets '
                       'USING gin (name %I.gin_trgm_ops)', extension_schema);
    END IF;
END
$$;

-- dunlin:down
DROP INDEX IF EXISTS widgets_name_trgm_idx;
