#!/bin/sh
# SPDX-License-Identifier: MIT
# before_after.sh BEFORE AFTER [PAIRS]: what a change costs. BEFORE and AFTER are two built programs,
# which run in turn, PAIRS times (40); printed are the median ratio and its 95 % interval. Servers are
# private ones of AFTER, in memory where that has room.
set -eu
before=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
after=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
pairs=${3:-40}
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/bench/compare.sh
. "$here/compare.sh"
unset DUNLIN_DATABASE DATABASE_URL DUNLIN_ENV DUNLIN_CONFIG DUNLIN_MIGRATIONS CI
psql=$(find /usr/lib/postgresql -name psql -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
psql=${psql:-psql}

work=$(mktemp -d -p /dev/shm 2>/dev/null) || work=$(mktemp -d)
cleanup() {
    (cd "$work" && "$after" -q --yes local destroy >/dev/null 2>&1) || :
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
cd "$work"
: >dunlin.toml
"$after" -q -d local local start
url=$(cd "$work" && "$after" local url)
database() { printf %s "$url" | sed "s|@/[^?]*?|@/$1?|"; }
sql() { "$psql" -X -Atqd "$(database "$1")" -c "$2"; }

mkdir migrations
i=1
while [ $i -le 100 ]; do
    printf 'CREATE TABLE t%d (id int PRIMARY KEY);\nCREATE INDEX ON t%d (id);\nINSERT INTO t%d VALUES (1);\n' \
        $i $i $i >"migrations/$(printf %04d $i)_t.sql"
    i=$((i + 1))
done
for side in before after; do
    for kind in noop apply load; do sql postgres "CREATE DATABASE ${kind}_$side"; done
    eval "program=\$$side"
    # shellcheck disable=SC2154 # set by eval
    "$program" -q -d "$(database "noop_$side")" migrate up
    sql "load_$side" 'CREATE TABLE rows (id int PRIMARY KEY, name text, price numeric, made timestamptz)'
done
sql postgres 'CREATE DATABASE widgets'
"$after" -q -d "$(database widgets)" -m "$here/../../migrations" migrate up
sql widgets "INSERT INTO users (user_id, name, email, roles, password_hash, enabled, date_created, date_updated)
    VALUES (gen_random_uuid(), 'Owner', 'owner@example.com', '{USER}', 'none', true, now(), now())"
"$after" -q -d "$(database widgets)" seed generate widgets --rows 10000 --random-seed 7 >/dev/null
awk 'BEGIN {print "id,name,price,made"; for (i = 1; i <= 100000; ++i)
    printf "%d,name of row %d,%d.%02d,2026-01-01 00:00:%02d+00\n", i, i, i % 1000, i % 100, i % 60}' >rows.csv
here_rows='SELECT g, g::text AS name, g * 1.5 AS price, now() AS made FROM generate_series(1, 100000) g'

empty() {
    sql postgres "DROP DATABASE $1"
    sql postgres "CREATE DATABASE $1"
}
# shellcheck disable=SC2317 # called by compare
{
    reset_apply_before() { empty apply_before; }
    reset_apply_after() { empty apply_after; }
    reset_load_before() { sql load_before 'TRUNCATE rows'; }
    reset_load_after() { sql load_after 'TRUNCATE rows'; }
}
pair() {
    compare "$1" "$2_before=$before $3" "$2_after=$after $4"
}
both() { pair "$1" "$2" "$3" "$3"; }

both "$pairs" version '--version'
both "$pairs" select_1 "-d '$(database postgres)' query 'SELECT 1'"
pair "$pairs" noop "-q -d '$(database noop_before)' migrate up" "-q -d '$(database noop_after)' migrate up"
pair "$pairs" status "-d '$(database noop_before)' status 2>/dev/null" "-d '$(database noop_after)' status 2>/dev/null"
pair "$pairs" apply "-q -d '$(database apply_before)' migrate up" "-q -d '$(database apply_after)' migrate up"
# A program from before a migration of widgets cannot read its tables.
if "$before" -q -d "$(database widgets)" widget list >/dev/null 2>&1; then
    both "$pairs" list_10000 "-d '$(database widgets)' widget list --all -o csv"
fi
both "$pairs" query "-d '$(database postgres)' query -o csv \"$here_rows\""
pair "$pairs" load "-q -d '$(database load_before)' seed load rows rows.csv" \
    "-q -d '$(database load_after)' seed load rows rows.csv"
