#!/bin/sh
# SPDX-License-Identifier: MIT
# folder.sh BUILD [ROUNDS [FILES]]: what it costs to read a folder of FILES (10,000) files of each
# format: the shortest time of ROUNDS (5) and the peak memory of check, status and plan, the latter
# two on a database without history. The format is found by looking, but for refinery's. BUILD is a
# build folder of the release preset; the program that measures memory comes from build/dev.
set -eu
dunlin=$(cd "$1" && pwd)/bin/dunlin
rounds=${2:-5}
files=${3:-10000}
here=$(cd "$(dirname "$0")" && pwd)
peak=$(cd "$here/../../build/dev/tests/bench" && pwd)/bench_peak_memory
unset DUNLIN_DATABASE DATABASE_URL DUNLIN_ENV DUNLIN_CONFIG DUNLIN_MIGRATIONS

work=$(mktemp -d)
cd "$work"
: >dunlin.toml
"$dunlin" -q -d local local start >/dev/null
cleanup() {
    "$dunlin" -q --yes local destroy >/dev/null
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

up='CREATE TABLE t%d (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now());\n'
down='DROP TABLE t%d;\n'

# generate COUNT NAME TEXT: so many files, both with %d for the number, wherever they stand.
generate() {
    case $2 in
    *%*/*) awk -v count="$1" -v name="${2%/*}" 'BEGIN {
        for (i = 1; i <= count; i++) printf name "\n", i }' | xargs mkdir -p ;;
    esac
    awk -v count="$1" -v name="$2" -v text="$3" 'BEGIN {
        for (i = 1; i <= count; i++) {
            file = sprintf(name, i)
            body = text; gsub(/%d/, i, body); gsub(/%p/, i - 1, body)
            printf "%s", body > file
            close(file)
        }
    }'
}

half=$((files / 2))
third=$((files / 3))
make_dunlin() { generate "$files" '%05d_add_table.sql' "$up\n-- dunlin:down\n$down"; }
make_darwin() {
    awk -v count="$files" -v text="-- Version: %d\n-- Description: Add table\n$up\n" 'BEGIN {
        for (i = 1; i <= count; i++) { body = text; gsub(/%d/, i, body); printf "%s", body } }' >all.sql
}
make_golang_migrate() {
    generate "$half" '%06d_add_table.up.sql' "$up"
    generate "$half" '%06d_add_table.down.sql' "$down"
}
make_goose() { generate "$files" '%05d_add_table.sql' "-- +goose Up\n$up\n-- +goose Down\n$down"; }
make_dbmate() { generate "$files" '2024%010d_add_table.sql' "-- migrate:up\n$up\n-- migrate:down\n$down"; }
make_tern() { generate "$files" '%05d_add_table.sql' "$up\n---- create above / drop below ----\n$down"; }
make_sqlx() { generate "$files" '2024%010d_add_table.sql' "-- no-transaction\n$up"; }
make_refinery() { generate "$files" 'V%d__add_table.sql' "$up" && : >U0__first.sql; }
make_diesel() {
    generate "$half" '2024-01-01-%06d_add_table/up.sql' "$up"
    generate "$half" '2024-01-01-%06d_add_table/down.sql' "$down"
}
make_flyway() { generate "$files" 'V%d__add_table.sql' "$up" && echo 'SELECT 1;' >R__last.sql; }
make_liquibase() {
    generate "$files" '%05d_add_table.sql' "--liquibase formatted sql\n--changeset joe:%d\n$up--rollback $down"
}
make_sqitch() {
    mkdir deploy revert verify
    generate "$third" 'deploy/table_%d.sql' "BEGIN;\n${up}COMMIT;\n"
    generate "$third" 'revert/table_%d.sql' "BEGIN;\n${down}COMMIT;\n"
    generate "$third" 'verify/table_%d.sql' 'SELECT id FROM t%d WHERE false;\n'
    {
        printf '%%syntax-version=1.0.0\n%%project=many\n\n'
        awk -v count="$third" 'BEGIN { for (i = 1; i <= count; i++)
            printf "table_%d 2024-01-01T00:00:00Z Joe <joe@example.com> # Add table\n", i }'
    } >sqitch.plan
}
make_graphile_migrate() {
    mkdir committed
    generate "$files" 'committed/%06d-add-table.sql' \
        "--! Previous: sha1:%p\n--! Hash: sha1:%d\n--! AllowInvalidHash\n\n$up"
    sed -i 's/sha1:0$/-/' committed/000001-add-table.sql
}
make_prisma() {
    echo 'provider = "postgresql"' >migration_lock.toml
    generate "$files" '2024%010d_add_table/migration.sql' "$up"
}
make_node_pg_migrate() {
    generate "$files" '16%011d_add-table.sql' "-- Up Migration\n$up\n-- Down Migration\n$down"
}

# The figures of one command: "123 ms 45.6 MiB".
measure() {
    best=
    round=0
    while [ "$round" -lt "$rounds" ]; do
        start=$(date +%s%N)
        "$dunlin" "$@" >/dev/null 2>&1 || true # 3: migrations are pending
        took=$((($(date +%s%N) - start) / 1000000))
        [ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
        round=$((round + 1))
    done
    kib=$("$peak" "$dunlin" "$@" 2>/dev/null || true)
    awk -v t="$best" -v k="$kib" 'BEGIN {printf "  %6d ms %6.1f MiB", t, k / 1024}'
}

printf '%-18s %22s  %20s  %20s\n' "$files files of" check status plan
for tool in dunlin darwin golang-migrate goose dbmate tern sqlx refinery diesel flyway liquibase \
    sqitch graphile-migrate prisma node-pg-migrate; do
    mkdir -p "$tool"
    (cd "$tool" && "make_$(printf %s "$tool" | tr - _)")
    path=$tool
    [ "$tool" != darwin ] || path=$tool/all.sql
    set -- -d local -m "$path"
    found=$("$dunlin" -o json "$@" status | sed -n 's/.*"format": *"\([^"]*\)".*/\1/p' | head -n 1)
    # Names as refinery has them are Flyway's as well.
    named=
    [ "$found" = "$tool" ] || named="--source-format $tool"
    printf '%-18s' "$tool"
    for verb in 'migrate check' status 'migrate plan'; do
        # shellcheck disable=SC2086 # words
        measure "$@" $verb $named
    done
    echo
    rm -rf "$tool"
done
