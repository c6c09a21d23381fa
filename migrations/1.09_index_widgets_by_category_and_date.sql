-- Version: 1.09
-- Description: Index widgets by category and date
-- For the reports, which read the widgets of a category from the newest: ranks and counts come from
-- this index alone. user_id is in it for the reports on one user.
CREATE INDEX widgets_category_date_created_idx
    ON widgets (category, date_created DESC, widget_id) INCLUDE (user_id);

-- dunlin:down
DROP INDEX widgets_category_date_created_idx;
