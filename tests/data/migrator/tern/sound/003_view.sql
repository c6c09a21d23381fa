{{ template "shared/view.sql" . }}
INSERT INTO {{.prefix}}users VALUES ('{{ env "OWNER" }}' {{- /* dashes */ -}}
  );
