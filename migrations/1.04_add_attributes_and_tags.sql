-- Version: 1.04
-- Description: Add attributes and tags to widgets
-- Constant defaults: no row is rewritten (manual, ALTER TABLE, notes).
ALTER TABLE widgets
    ADD COLUMN attributes jsonb  NOT NULL DEFAULT '{}',
    ADD COLUMN tags       text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT widgets_attributes_object CHECK (jsonb_typeof(attributes) = 'object'),
    ADD CONSTRAINT widgets_tags_no_nulls CHECK (array_position(tags, NULL) IS NULL);

-- jsonb_path_ops: only @> is asked, and for it the index is smaller and quicker (manual, 8.14.4).
CREATE INDEX widgets_attributes_idx ON widgets USING gin (attributes jsonb_path_ops);
-- Any of some tags (&&) and all of some tags (@>).
CREATE INDEX widgets_tags_idx ON widgets USING gin (tags);

-- dunlin:down
ALTER TABLE widgets
    DROP COLUMN attributes,
    DROP COLUMN tags;
