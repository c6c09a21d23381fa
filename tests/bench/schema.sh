#!/bin/sh
# SPDX-License-Identifier: MIT
# schema.sh BUILD [ROUNDS] [TABLES...]: what reading a schema costs beside pg_dump, on a private server:
# 1,000 and 10,000 tables with keys, indexes, checks, defaults and comments. BUILD is a build folder of
# the release preset.
set -eu
build=$(cd "$1" && pwd)
rounds=${2:-3}
[ $# -lt 2 ] || shift
shift
here=$(cd "$(dirname "$0")" && pwd)
dunlin=$build/bin/dunlin
# shellcheck source=tests/bench/compare.sh
. "$here/compare.sh"

# Debian's programs are Perl scripts that look for the real ones; that search is not what is compared.
program() {
    found=$(find /usr/lib/postgresql -name "$1" -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
    echo "${found:-$1}"
}
psql=$(program psql)
pg_dump=$(program pg_dump)

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
# pg_dump locks every table.
"$psql" -X -qd "$url" -c 'ALTER SYSTEM SET max_locks_per_transaction = 1000'
(cd project && "$dunlin" local stop >/dev/null && "$dunlin" -d local local start >/dev/null)
export DUNLIN_DATABASE="$url"

# The tables up to that number.
fill() {
    "$psql" -X -qd "$url" -v ON_ERROR_STOP=1 <<SQL
DO \$\$
DECLARE
    made int := (SELECT count(*) FROM pg_tables WHERE schemaname = 'public');
BEGIN
    FOR n IN made + 1 .. $1 LOOP
        EXECUTE format('CREATE TABLE t%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, '
            'name text NOT NULL CHECK (name <> ''''), price numeric(12, 2) DEFAULT 0, '
            'created timestamptz DEFAULT now(), parent bigint, note text)', n);
        EXECUTE format('ALTER TABLE t%s ADD FOREIGN KEY (parent) REFERENCES t%s', n, greatest(n - 1, 1));
        EXECUTE format('CREATE INDEX ON t%s (name, created)', n);
        EXECUTE format('COMMENT ON TABLE t%s IS ''table %s''', n, n);
        IF n % 100 = 0 THEN
            COMMIT;
        END IF;
    END LOOP;
END \$\$;
ANALYZE;
SQL
}

memory() {
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f "  $1: %M kB at most" sh -c "exec $2 >/dev/null" 2>&1
    fi
}

for tables in "${@:-1000 10000}"; do
    for count in $tables; do
        fill "$count"
        echo "$count tables:"
        compare "$rounds" \
            pg_dump="$pg_dump -s -d '$url' >/dev/null" \
            fingerprint="$dunlin schema fingerprint >/dev/null" \
            dump="$dunlin schema dump >/dev/null" \
            show="$dunlin schema show >/dev/null"
        memory pg_dump "$pg_dump -s -d '$url'"
        memory fingerprint "$dunlin schema fingerprint"
        memory dump "$dunlin schema dump"
    done
done
