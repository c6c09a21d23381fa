SELECT 1/count(*) FROM pg_attribute WHERE attrelid = 'flipr.users'::regclass AND attname = 'name';
