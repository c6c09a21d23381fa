CREATE TABLE {{ .prefix }}users (name text);
{{/* a comment of the template */}}
---- create above / drop below ----
DROP TABLE {{.prefix}}users;
