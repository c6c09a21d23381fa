{{ if .prefix }}
SELECT 1;
{{ end }}
---- create above / drop below ----
