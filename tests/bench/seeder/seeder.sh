#!/bin/sh
# SPDX-License-Identifier: MIT
# seeder.sh BUILD URL [ROUNDS] [ROWS]: what loading and generating cost beside psql's \copy and the
# server's own INSERT ... SELECT, in the same run. BUILD is a build folder of the release preset;
# URL is a database that may be emptied (its schema "seedbench" is dropped).
set -eu
build=$(cd "$1" && pwd)
url=$2
rounds=${3:-3}
rows=${4:-1000000}
here=$(cd "$(dirname "$0")" && pwd)
dunlin=$build/bin/dunlin
psql=$(command -v "${PSQL:-psql}")
# shellcheck source=tests/bench/compare.sh
. "$here/../compare.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
run() { "$psql" -X -qAtd "$url" "$@"; }

run -c 'SET client_min_messages = warning' -c 'DROP SCHEMA IF EXISTS seedbench CASCADE' \
    -c 'CREATE SCHEMA seedbench' \
    -c 'CREATE TABLE seedbench.users (user_id uuid PRIMARY KEY, name text NOT NULL)' \
    -c "CREATE TABLE seedbench.widgets (
            widget_id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES seedbench.users,
            name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
            category text NOT NULL CHECK (char_length(category) BETWEEN 1 AND 100),
            active boolean NOT NULL, price numeric(8, 2) NOT NULL CHECK (price > 0),
            attributes jsonb NOT NULL, date_created timestamptz NOT NULL)"
"$dunlin" -q -d "$url" seed generate seedbench.users --rows 1000 >/dev/null
"$dunlin" -q -d "$url" seed generate seedbench.widgets --rows "$rows" >/dev/null
run -c "COPY seedbench.widgets TO STDOUT (FORMAT csv, HEADER)" >widgets.csv
run -c "COPY seedbench.widgets TO STDOUT" >widgets.copy
columns='widget_id, user_id, name, category, active, price, attributes, date_created'

empty() { run -c 'TRUNCATE seedbench.widgets' -c 'CHECKPOINT'; }
reset_copy() { empty; }
reset_dunlin() { empty; }
reset_file() { empty; }
reset_insert() { empty; }
reset_generate() { empty; }

mkdir -p seed
ln -s "$work/widgets.csv" seed/seedbench.widgets.csv
echo "a set of $rows CSV rows:"
compare "$rounds" \
    "copy='$psql' -X -qd '$url' -c \"\\copy seedbench.widgets ($columns) FROM widgets.csv (FORMAT csv, HEADER)\"" \
    "dunlin='$dunlin' -q -d '$url' seed"
echo "generating $rows widgets:"
compare "$rounds" \
    "file='$psql' -X -qd '$url' -c \"\\copy seedbench.widgets FROM widgets.copy\"" \
    "generate='$dunlin' -q -d '$url' seed generate seedbench.widgets --rows $rows" \
    "insert='$psql' -X -qd '$url' -c \"INSERT INTO seedbench.widgets ($columns) \
        SELECT gen_random_uuid(), u.ids[1 + (random() * 999)::int], 'Widget ' || (random() * 1000000)::int, \
               (ARRAY['Tools', 'Office', 'Garden', 'Kitchen'])[1 + (random() * 3)::int], random() < 0.5, \
               (1 + random() * 999)::numeric(8, 2), \
               jsonb_build_object('color', (ARRAY['red', 'blue', 'green'])[1 + (random() * 2)::int], \
                                  'size', (random() * 1000)::int, 'active', random() < 0.5), \
               now() - random() * interval '10 years' \
          FROM generate_series(1, $rows), (SELECT array_agg(user_id) AS ids FROM seedbench.users) u\""
echo "peak memory:"
for what in "seed" "seed load seedbench.widgets widgets.csv" \
    "seed generate seedbench.widgets --rows $rows"; do
    empty
    # shellcheck disable=SC2086 # the words of a command
    "${TIME:-/usr/bin/time}" -f "%M" "$dunlin" -q -d "$url" $what 2>peak >/dev/null
    awk -v w="$what" '{printf "  %-60s %.1f MiB\n", w, $1 / 1024}' peak
done
run -c 'SET client_min_messages = warning' -c 'DROP SCHEMA seedbench CASCADE'
