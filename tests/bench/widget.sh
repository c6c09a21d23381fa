#!/bin/sh
# SPDX-License-Identifier: MIT
# widget.sh BUILD [ROUNDS [ROWS]]: what widgets cost in bulk, on a private server: an import of ROWS
# (1,000,000) validated widgets beside psql's \copy of the same file, then pages, search and export on
# a table of twice as many. BUILD is a build folder of the release preset.
set -eu
build=$(cd "$1" && pwd)
rounds=${2:-3}
rows=${3:-1000000}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dunlin=$build/bin/dunlin
# shellcheck source=tests/bench/compare.sh
. "$here/compare.sh"

work=$(mktemp -d)
cd "$work"
: >dunlin.toml
cleanup() {
    "$dunlin" --yes local destroy >/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT INT TERM
"$dunlin" local start >/dev/null
DUNLIN_DATABASE=$("$dunlin" local url)
export DUNLIN_DATABASE
"$dunlin" -q -m "$root/migrations" migrate up >/dev/null
sql() { psql -X -qAt -d "$DUNLIN_DATABASE" "$@"; }
sql -f "$root/seed/1_users.sql"

columns='widget_id, user_id, name, category, description, is_active, tags, attributes, date_created, date_updated'
# rows_from FIRST: a SELECT of that many rows, the same in every run.
rows_from() {
    cat <<SQL
SELECT md5('widget ' || n)::uuid AS id, '5cf37266-3473-4006-984f-9325122678b7'::uuid AS user_id,
       'Widget number ' || n AS name, 'Category ' || n % 100 AS category, 'The widget with number ' || n AS description,
       n % 7 <> 0 AS is_active,
       ARRAY['tag ' || n % 50, 'batch ' || n / 10000] AS tags,
       jsonb_build_object('color', (ARRAY['red', 'green', 'blue'])[1 + n % 3], 'weight_g', n % 1000) AS attributes,
       '2026-01-01'::timestamptz + n * interval '1 second' AS date_created,
       '2026-01-01'::timestamptz + n * interval '1 second' AS date_updated
FROM generate_series($1, $1 + $rows - 1) AS n
SQL
}
sql -c "COPY ($(rows_from 1)) TO STDOUT (FORMAT csv, HEADER)" >widgets.csv
echo "a file of $rows widgets, $(($(wc -c <widgets.csv) / 1048576)) MiB"

empty() { sql -c 'SET client_min_messages = warning' -c 'TRUNCATE widgets CASCADE' -c CHECKPOINT; }
# compare calls these by their names.
# shellcheck disable=SC2317
reset_psql() { empty; }
# shellcheck disable=SC2317
reset_dunlin() { empty; }

echo "import of $rows widgets, validated:"
compare "$rounds" "psql=psql -X -qd '$DUNLIN_DATABASE' -c '\\copy widgets ($columns) from widgets.csv (format csv, header)'" \
    "dunlin=$dunlin -q widget import widgets.csv"
unset -f reset_psql reset_dunlin

sql -c "INSERT INTO widgets ($columns) $(rows_from $((rows + 1)))" -c 'VACUUM ANALYZE widgets'
echo "list --after, 100 rows of $(sql -c 'SELECT count(*) FROM widgets'):"
# cursor_at OFFSET: the word that stands behind the row there.
cursor_at() {
    sql -c "SELECT rtrim(translate(encode(convert_to(widget_id || 'name:asc ' || name, 'UTF8'),
                   'base64'), E'+/\\n', '-_'), '=')
            FROM widgets ORDER BY name, widget_id OFFSET $1 LIMIT 1"
}
page="$dunlin widget list -o csv --order-by name --rows 100 --after"
compare 9 "first=$page $(cursor_at 0)" "middle=$page $(cursor_at "$rows")" \
    "last=$page $(cursor_at $((2 * rows - 101)))" \
    "offset=$dunlin widget list -o csv --order-by name --rows 100 --page $((rows / 50))"

echo "search for one widget of $((2 * rows)):"
compare 9 "psql=psql -X -qAtd '$DUNLIN_DATABASE' -c 'select 1'" \
    "search=$dunlin widget search '\"number $rows\"' -o csv"
sql -c "EXPLAIN (COSTS off) SELECT widget_id FROM widgets
        WHERE search @@ websearch_to_tsquery('english', '\"number $rows\"')" | sed 's/^/  /'

echo "report, a page of 20 of $((2 * rows)) widgets:"
for report in parts rank counts; do
    compare 9 "$report=$dunlin widget report $report -o csv" \
        "$report-last=$dunlin widget report $report -o csv --page $((rows / 10))"
done

echo "export of $((2 * rows)) widgets as CSV:"
compare "$rounds" "psql=psql -X -qd '$DUNLIN_DATABASE' -c '\\copy (select $columns from widgets order by widget_id) to stdout (format csv, header)'" \
    "dunlin=$dunlin widget export"
