-- Version: 1.08
-- Description: Search the descriptions of widgets
-- The expression of a generated column can be changed only by adding the column again, which rewrites
-- the table under an exclusive lock.
ALTER TABLE widgets DROP COLUMN search;
ALTER TABLE widgets
    ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A') ||
        setweight(to_tsvector('english', category), 'B') ||
        setweight(to_tsvector('english', coalesce(description, '')), 'C') ||
        setweight(to_tsvector('english', tags_as_text(tags)), 'D')
    ) STORED;

CREATE INDEX widgets_search_idx ON widgets USING gin (search);

-- dunlin:down
ALTER TABLE widgets DROP COLUMN search;
ALTER TABLE widgets
    ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A') ||
        setweight(to_tsvector('english', category), 'B') ||
        setweight(to_tsvector('english', tags_as_text(tags)), 'C')
    ) STORED;

CREATE INDEX widgets_search_idx ON widgets USING gin (search);
