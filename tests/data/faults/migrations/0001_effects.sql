-- Description: A row for each effect, with how often it happened
CREATE TABLE effects (name text PRIMARY KEY, times int NOT NULL);
CREATE FUNCTION happened(effect text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO public.effects AS e VALUES (effect, 1)
    ON CONFLICT (name) DO UPDATE SET times = e.times + 1;
$$;
SELECT happened('0001');

-- dunlin:down
DROP VIEW IF EXISTS summary;
DROP FUNCTION happened;
DROP TABLE effects;
