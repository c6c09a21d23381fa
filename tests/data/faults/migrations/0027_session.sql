SET search_path = pg_catalog;
SET TIME ZONE 'Asia/Tokyo';
CREATE TABLE public.zoned (at timestamptz);
SELECT public.happened('0027');

-- dunlin:down
SET search_path = pg_catalog;
DELETE FROM public.effects WHERE name = '0027';
DROP TABLE public.zoned;
