-- Version: 1.02
-- Description: Create table widgets
CREATE TABLE widgets (
    widget_id    uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    name         text        NOT NULL,
    category     text        NOT NULL,
    active       boolean     NOT NULL DEFAULT true,
    date_created timestamptz NOT NULL,
    date_updated timestamptz NOT NULL,

    CONSTRAINT widgets_pkey PRIMARY KEY (widget_id),
    CONSTRAINT widgets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE,
    CONSTRAINT widgets_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT widgets_category_length CHECK (char_length(category) BETWEEN 1 AND 100)
);

-- `widget list --after` costs the same for the first page and the last: there is an index for each
-- column that it may order by, with the key last to tell equal values apart. Read backwards the
-- same index serves `:desc`. (user_id, ...) also finds the widgets of a user who is deleted, and
-- (category, ...) those of a category.
CREATE INDEX widgets_user_id_idx ON widgets (user_id, widget_id);
CREATE INDEX widgets_name_idx ON widgets (name, widget_id);
CREATE INDEX widgets_category_idx ON widgets (category, widget_id);
CREATE INDEX widgets_date_created_idx ON widgets (date_created, widget_id);
CREATE INDEX widgets_date_updated_idx ON widgets (date_updated, widget_id);

-- dunlin:down
DROP TABLE widgets;
