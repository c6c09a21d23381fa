-- Version: 1.03
-- Description: Create table parts
CREATE TABLE parts (
    part_id   uuid    NOT NULL,
    widget_id uuid    NOT NULL,
    name      text    NOT NULL,
    quantity  integer NOT NULL DEFAULT 1,

    CONSTRAINT parts_pkey PRIMARY KEY (part_id),
    CONSTRAINT parts_widget_id_fkey FOREIGN KEY (widget_id) REFERENCES widgets ON DELETE CASCADE,
    CONSTRAINT parts_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT parts_quantity_positive CHECK (quantity > 0)
);

-- For the count per widget and for the cascade from it.
CREATE INDEX parts_widget_id_idx ON parts (widget_id);

-- dunlin:down
DROP TABLE parts;
