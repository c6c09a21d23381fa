#!/bin/sh
# SPDX-License-Identifier: MIT
# query.sh BUILD [ROUNDS]: what a query costs beside psql, on a private server: the whole process for
# one row, and 1,000,000 rows of 8 mixed columns. BUILD is a build folder of the release preset.
set -eu
build=$(cd "$1" && pwd)
rounds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
dunlin=$build/bin/dunlin
# shellcheck source=tests/bench/compare.sh
. "$here/compare.sh"

# Debian's psql is a Perl script that looks for the real one; that search is not what is compared.
psql=$(find /usr/lib/postgresql -name psql -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
psql=${psql:-psql}

work=$(mktemp -d)
cd "$work"
mkdir project
(cd project && : >dunlin.toml && "$dunlin" -d local local start >/dev/null)
cleanup() {
    (cd "$work/project" && "$dunlin" --yes local destroy >/dev/null)
    rm -rf "$work"
}
trap cleanup EXIT INT TERM
url=$(cd project && "$dunlin" local url)
export DUNLIN_DATABASE="$url" PGTZ=UTC

"$psql" -X -qd "$url" <<'SQL'
CREATE UNLOGGED TABLE mixed AS
SELECT n::bigint AS id, md5(n::text) AS hash, (n * 1.37)::numeric(12,2) AS price, n % 2 = 0 AS active,
       timestamptz '2026-01-01 00:00:00+00' + n * interval '1 second' AS created,
       CASE WHEN n % 10 > 0 THEN 'a "name", ' || n END AS name, n % 1000 AS quantity,
       jsonb_build_object('n', n) AS attributes
FROM generate_series(1, 1000000) AS n;
VACUUM ANALYZE mixed;
SQL

"$psql" -X -qd "$url" -c '\copy (TABLE mixed) to stdout csv header' >copy.csv
"$dunlin" query -o csv 'TABLE mixed' >query.csv
cmp copy.csv query.csv
echo "1,000,000 rows to CSV: the same $(wc -c <query.csv) bytes as COPY"

echo "one row, the whole process ($rounds x 20 runs):"
many() { echo "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do $1; done"; }
compare "$rounds" \
    psql="$(many "$psql -X -d '$url' -c 'SELECT 1'")" \
    dunlin="$(many "$dunlin query 'SELECT 1'")"

echo "1,000,000 rows to CSV:"
compare "$rounds" \
    copy="$psql -X -d '$url' -c '\\copy (TABLE mixed) to stdout csv'" \
    psql_csv="$psql -X --csv -d '$url' -c 'TABLE mixed'" \
    dunlin="$dunlin query -o csv 'TABLE mixed'"

echo "1,000,000 rows in other formats:"
compare "$rounds" \
    copy="$psql -X -d '$url' -c '\\copy (TABLE mixed) to stdout csv'" \
    table="$dunlin query 'TABLE mixed'" \
    json="$dunlin query -o json 'TABLE mixed'" \
    ndjson="$dunlin query -o ndjson 'TABLE mixed'" \
    markdown="$dunlin query -o markdown 'TABLE mixed'"

echo "peak memory for 1,000,000 rows:"
for format in table vertical json ndjson csv markdown; do
    "$dunlin" query -o $format 'TABLE mixed' >/dev/null &
    pid=$!
    peak=0
    while kill -0 $pid 2>/dev/null; do
        now=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
        [ -z "$now" ] || peak=$now
        sleep 0.02
    done
    echo "  $format: $peak KiB"
done
