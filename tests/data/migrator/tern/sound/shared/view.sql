CREATE VIEW {{ .view }} AS SELECT * FROM {{ .prefix }}users;
{{- template "shared/comment.sql" . }}
