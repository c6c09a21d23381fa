-- Version: 1.10
-- Description: Store dates with time zones
-- Only for the tables of a service that was written without dunlin: its times without a time zone are
-- in UTC. Such a table is rewritten under an exclusive lock; in any other nothing is done.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT attrelid::regclass AS table_name, attname
        FROM pg_attribute
        WHERE attrelid IN ('users'::regclass, 'widgets'::regclass)
          AND attname IN ('date_created', 'date_updated')
          AND atttypid = 'timestamp'::regtype
    LOOP
        EXECUTE format('ALTER TABLE %1$s ALTER COLUMN %2$I TYPE timestamptz '
                       'USING %2$I AT TIME ZONE ''UTC''', found.table_name, found.attname);
    END LOOP;
END
$$;

-- dunlin:down
-- Nothing tells which columns had no time zone, and the times are the same.
SELECT 1;
