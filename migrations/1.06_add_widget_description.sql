-- Version: 1.06
-- Description: Add description to widgets
-- A nullable column without a default: no row is rewritten. The tables of a service that was written
-- without dunlin may have the column already.
ALTER TABLE widgets ADD COLUMN IF NOT EXISTS description text;
ALTER TABLE widgets
    ADD CONSTRAINT widgets_description_length CHECK (char_length(description) <= 10000);

-- dunlin:down
ALTER TABLE widgets DROP COLUMN description;
