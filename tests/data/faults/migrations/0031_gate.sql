-- Description: Fails until somebody opens the gate
DO $$
BEGIN
    IF current_setting('faults.gate', true) IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'the gate is closed';
    END IF;
END
$$;
SELECT happened('0031');

-- dunlin:down
DELETE FROM effects WHERE name = '0031';
