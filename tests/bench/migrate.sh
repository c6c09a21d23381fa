#!/bin/sh
# SPDX-License-Identifier: MIT
# migrate.sh BUILD [ROUNDS]: what a migration run costs beside its lower bound and psql, on a private
# server. BUILD is a build folder of the release preset; limit and the proxy come from build/dev.
set -eu
build=$(cd "$1" && pwd)
rounds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
tools=$(cd "$here/../../build/dev/tests/bench" && pwd)
dunlin=$build/bin/dunlin
. "$here/compare.sh"

work=$(mktemp -d)
cd "$work"
mkdir -p project small statements functions
(cd project && : >dunlin.toml && "$dunlin" -d local local start >/dev/null)
url=$(cd project && "$dunlin" local url)
proxy_pid=
cleanup() {
    [ -z "$proxy_pid" ] || kill "$proxy_pid" 2>/dev/null || true
    (cd "$work/project" && "$dunlin" --yes local destroy >/dev/null)
    rm -rf "$work"
}
trap cleanup EXIT INT TERM

socket=${url#*host=}
port=$(psql -X -Atd "$url" -c 'show port')
user=$(psql -X -Atd "$url" -c 'select current_user')

i=1
while [ $i -le 1000 ]; do
    n=$(printf %04d $i)
    cat >"small/${n}_t.sql" <<SQL
CREATE TABLE t$n (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now());
CREATE INDEX t${n}_name ON t$n (name);
INSERT INTO t$n (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c');
SQL
    i=$((i + 1))
done
{
    echo 'CREATE TABLE many (id int, name text);'
    awk 'BEGIN {for (i = 1; i <= 20000; i++) printf "INSERT INTO many VALUES (%d, '\''row number %d'\'');\n", i, i}'
} >statements/0001_many.sql
awk 'BEGIN {for (i = 1; i <= 500; i++) {
    printf "CREATE FUNCTION f%d(a int) RETURNS int LANGUAGE plpgsql AS $body$\nDECLARE\n  b int := 0;\nBEGIN\n", i
    for (j = 1; j <= 30; j++) printf "  b := b + a * %d; -- step; %d\n", j, j
    print "  RETURN b;\nEND\n$body$;" }}' >functions/0001_functions.sql

fresh() { psql -X -qd "$url" -c 'DROP DATABASE IF EXISTS bench WITH (FORCE)' -c 'CREATE DATABASE bench'; }
reset_limit() { fresh; }
reset_dunlin() { fresh; }
reset_psql() { fresh; }

# at HOST: the connection strings of the bench database through that socket directory.
at() { echo "host=$1 port=${2:-$port} user=$user dbname=bench"; }
cold() {
    host=$1
    folder=$2
    hostport=${3:-$port}
    compare "$rounds" "limit=$tools/bench_limit '$(at "$host" "$hostport")' $folder" \
        "dunlin=$dunlin -q -d '$(at "$host" "$hostport")' -m $folder migrate up" \
        "psql=cat $folder/*.sql | psql -X -q -1 -d '$(at "$host" "$hostport")' -f -"
}

echo "1,000 small migrations, on the socket:"
cold "$socket" small
echo "one file of 20,000 statements:"
cold "$socket" statements
echo "one file of 500 plpgsql functions:"
cold "$socket" functions
for delay in 1000 5000; do
    mkdir -p "proxy$delay"
    mkfifo "hold$delay"
    "$tools/bench_latency_proxy" "$socket/.s.PGSQL.$port" "$work/proxy$delay" $delay <"hold$delay" >/dev/null &
    proxy_pid=$!
    exec 9>"hold$delay"
    echo "1,000 small migrations, ${delay} us added to every round trip:"
    cold "$work/proxy$delay" small 5432
    exec 9>&-
    wait "$proxy_pid"
    proxy_pid=
done

fresh
"$dunlin" -q -d "$(at "$socket")" -m small migrate up
unset -f reset_limit reset_dunlin reset_psql
# Debian's /usr/bin/psql is a wrapper in Perl; the program itself is the fair opponent.
real_psql=$(find /usr/lib/postgresql -name psql -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
real_psql=${real_psql:-psql}
echo "start-up and nothing to do (1,000 applied):"
compare 21 "psql=$real_psql -X -Atd '$(at "$socket")' -c 'select 1'" "version=$dunlin --version" \
    "nothing=$dunlin -q -d '$(at "$socket")' -m small migrate up" \
    "status=$dunlin -q -d '$(at "$socket")' -m small status"
