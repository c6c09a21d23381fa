-- Version: 1.05
-- Description: Add full-text search to widgets
-- A generated column takes immutable functions only. to_tsvector with a named configuration is one;
-- array_to_string is not, because the output function of some element type might depend on a
-- setting. That of text does not, so this function over text[] is truly immutable.
CREATE FUNCTION tags_as_text(tags text[]) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT array_to_string(tags, ' ') $$;

-- Adding a stored generated column rewrites the table under an exclusive lock.
ALTER TABLE widgets
    ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A') ||
        setweight(to_tsvector('english', category), 'B') ||
        setweight(to_tsvector('english', tags_as_text(tags)), 'C')
    ) STORED;

CREATE INDEX widgets_search_idx ON widgets USING gin (search);

-- dunlin:down
ALTER TABLE widgets DROP COLUMN search;
DROP FUNCTION tags_as_text(text[]);
