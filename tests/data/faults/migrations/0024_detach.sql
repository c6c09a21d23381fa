ALTER TABLE measure DETACH PARTITION measure_old CONCURRENTLY;

-- dunlin:down
ALTER TABLE measure ATTACH PARTITION measure_old
    FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE measure_old DROP CONSTRAINT IF EXISTS measure_old_at_check;
