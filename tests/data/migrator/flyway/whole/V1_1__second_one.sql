CREATE TABLE ${tab} (id int);
SELECT 1