#!/bin/sh
# SPDX-License-Identifier: MIT
# picture.sh DUNLIN: runs a short session in a project of its own and draws it as SVG on stdout:
#     tests/cli/readme/picture.sh build/dev/bin/dunlin > .github/session.svg
# Every line of the picture is what the program printed.
set -eu

folder=$(mktemp -d)
ln -s "$(realpath "$1")" "$folder/dunlin"
export PATH="$folder:$PATH" XDG_STATE_HOME="$folder/state" DUNLIN_DATABASE=local
unset DATABASE_URL DUNLIN_ENV DUNLIN_CONFIG NO_COLOR CI
trap 'dunlin -q local destroy --yes >/dev/null 2>&1 || :; rm -rf "$folder"' EXIT
mkdir -p "$folder/birds/migrations"
cd "$folder/birds"

cat >migrations/1.01_birds.sql <<'SQL'
CREATE TABLE birds (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
-- dunlin:down
DROP TABLE birds;
SQL
cat >migrations/1.02_sightings.sql <<'SQL'
CREATE TABLE sightings (bird_id bigint REFERENCES birds, seen_at timestamptz NOT NULL);
-- dunlin:down
DROP TABLE sightings;
SQL
cat >migrations/1.03_sightings_index.sql <<'SQL'
CREATE INDEX CONCURRENTLY sightings_seen_at ON sightings (seen_at);
-- dunlin:down
DROP INDEX CONCURRENTLY sightings_seen_at;
SQL
cat >migrations/1.04_latest.sql <<'SQL'
CREATE VIEW latest AS
SELECT name, max(seen) AS seen_at FROM birds JOIN sightings ON bird_id = id GROUP BY name;
-- dunlin:down
DROP VIEW latest;
SQL
dunlin -q local start >/dev/null

# A command, and what it prints, in colour.
show() {
    printf '\033[command]$ %s\n' "$1"
    CLICOLOR_FORCE=1 sh -c "$1" 2>&1 || :
}

session() {
    show 'dunlin migrate up'
    show 'dunlin status'
    show 'sed -i s/seen/seen_at/ migrations/1.04_latest.sql'
    show 'dunlin migrate up'
}

session | awk '
function escaped(text) {
    gsub(/&/, "\\&amp;", text)
    gsub(/</, "\\&lt;", text)
    gsub(/>/, "\\&gt;", text)
    return text
}
# What SGR codes the program uses: bold, colours, and the end of both.
function class_of(codes, all, n, i, class) {
    n = split(codes, all, ";")
    class = ""
    for (i = 1; i <= n; ++i) {
        class = class (all[i] == "1" ? " bold" : all[i] ~ /^3[1-6]$/ ? " c" all[i] : "")
    }
    return substr(class, 2)
}
{
    class = "output"
    if (sub(/^\033\[command\]/, "")) {
        class = "command"
        if (NR > 1) {
            ++row
        }
    }
    n = split($0, parts, "\033")
    line = escaped(parts[1])
    length_of_line = length(parts[1])
    for (i = 2; i <= n; ++i) {
        end = index(parts[i], "m")
        style = class_of(substr(parts[i], 2, end - 2))
        text = substr(parts[i], end + 1)
        length_of_line += length(text)
        line = line (style == "" ? escaped(text) : "<tspan class=\"" style "\">" escaped(text) "</tspan>")
    }
    widest = length_of_line > widest ? length_of_line : widest
    lines[++count] = line
    classes[count] = class
    rows[count] = ++row
}
END {
    width = int(widest * 7.23 + 33)
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">\n", width, row * 17 + 60
    print "<style>"
    print "text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, \"DejaVu Sans Mono\", monospace; white-space: pre; }"
    print ".output { fill: #c9d1d9 } .command { fill: #7ee787 } .bold { font-weight: bold }"
    print ".c31 { fill: #ff7b72 } .c32 { fill: #7ee787 } .c33 { fill: #e3b341 } .c34, .c36 { fill: #79c0ff } .c35 { fill: #d2a8ff }"
    print "</style>"
    print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>"
    print "<circle cx=\"20\" cy=\"18\" r=\"5\" fill=\"#ff5f56\"/><circle cx=\"37\" cy=\"18\" r=\"5\" fill=\"#ffbd2e\"/><circle cx=\"54\" cy=\"18\" r=\"5\" fill=\"#27c93f\"/>"
    for (i = 1; i <= count; ++i) {
        printf "<text class=\"%s\" x=\"16\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", classes[i], rows[i] * 17 + 36, lines[i]
    }
    print "</svg>"
}'
