-- Version: 1.07
-- Description: Rename active to is_active
-- The tables of a service that was written without dunlin may have the new name already.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_attribute
               WHERE attrelid = 'widgets'::regclass AND attname = 'active' AND NOT attisdropped) THEN
        ALTER TABLE widgets RENAME COLUMN active TO is_active;
    END IF;
END
$$;

-- dunlin:down
ALTER TABLE widgets RENAME COLUMN is_active TO active;
