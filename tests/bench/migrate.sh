#!/bin/sh
# SPDX-License-Identifier: MIT
# migrate.sh BUILD [ROUNDS]: what a migration run costs beside its lower bound, psql and other tools:
# once on a server as it comes, whose commits wait for the disk, and then on one in memory that waits
# for nothing, where every microsecond of ours shows. BUILD is a build folder of the release preset;
# limit and the proxy come from build/dev.
# Peers are measured when they are installed: tern and migrate (golang-migrate).
set -eu
build=$(cd "$1" && pwd)
rounds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
tools=$(cd "$here/../../build/dev/tests/bench" && pwd)
dunlin=$build/bin/dunlin
# shellcheck source=tests/bench/compare.sh
. "$here/compare.sh"
# Debian's /usr/bin/psql is a wrapper in Perl; the program itself is the fair opponent.
psql=$(find /usr/lib/postgresql -name psql -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
psql=${psql:-psql}
unset DUNLIN_DATABASE DATABASE_URL DUNLIN_ENV DUNLIN_CONFIG DUNLIN_MIGRATIONS

work=$(mktemp -d)
memory=$(mktemp -d -p /dev/shm 2>/dev/null) || memory=$(mktemp -d)
cd "$work"
mkdir -p small statements functions
proxy_pid=
cleanup() {
    [ -z "$proxy_pid" ] || kill "$proxy_pid" 2>/dev/null || true
    for folder in "$work/server" "$memory/server"; do
        [ ! -d "$folder" ] || (cd "$folder" && "$dunlin" -q --yes local destroy >/dev/null)
    done
    rm -rf "$work" "$memory"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

ask() { "$psql" -X -Atqd "$maintenance" -c "$1"; }
# serve FOLDER: a private server there, which all that follows is asked of.
serve() {
    mkdir "$1"
    (cd "$1" && : >dunlin.toml && "$dunlin" -q -d local local start >/dev/null)
    url=$(cd "$1" && "$dunlin" local url)
    # The URL's own database need not exist; this one always does.
    maintenance=$(printf %s "$url" | sed 's|@/[^?]*?|@/postgres?|')
    # The server itself knows its socket by a path that only it can follow.
    socket=$(printf %s "$url" | sed 's|.*[?&]host=\([^&]*\).*|\1|; s|%2F|/|g')
    port=$(ask 'SHOW port')
    user=$(ask 'SELECT current_user')
}
# set_all VALUE SETTING...
set_all() {
    value=$1
    shift
    for setting in "$@"; do ask "ALTER SYSTEM SET $setting = $value"; done
    ask 'SELECT pg_reload_conf()' >/dev/null
}

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

# The other tools' spelling of the same files.
for folder in small statements functions; do
    mkdir -p "tern-$folder" "migrate-$folder"
    for file in "$folder"/*.sql; do
        name=$(basename "$file" .sql)
        cp "$file" "tern-$folder/$name.sql"
        cp "$file" "migrate-$folder/$name.up.sql"
    done
done

number=0
fresh() {
    if [ "$socket" = "$disk_socket" ]; then
        # Where ext4 has just removed files, it looks long for a free inode: the next tool would pay.
        number=$((number + 1))
        ask "ALTER DATABASE bench RENAME TO old_$number" 2>/dev/null || true
    else
        ask 'DROP DATABASE IF EXISTS bench WITH (FORCE)' 2>/dev/null
    fi
    ask 'CREATE DATABASE bench'
    ask 'CHECKPOINT'
}
# compare calls these by their names.
# shellcheck disable=SC2317
reset_limit() { fresh; }
# shellcheck disable=SC2317
reset_dunlin() { fresh; }
# shellcheck disable=SC2317
reset_psql() { fresh; }
reset_tern() { fresh; }
reset_golang_migrate() { fresh; }

# The connection string of the bench database through that socket directory.
at() { echo "host=$1 port=${2:-$port} user=$user dbname=bench"; }
cold() {
    host=$1
    folder=$2
    to=${3:-$port}
    set -- "limit=$tools/bench_limit '$(at "$host" "$to")' $folder" \
        "dunlin=$dunlin -q -d '$(at "$host" "$to")' -m $folder migrate up" \
        "psql=cat $folder/*.sql | '$psql' -X -q -1 -d '$(at "$host" "$to")' -f -"
    if command -v tern >/dev/null; then
        set -- "$@" "tern=tern migrate -m tern-$folder --conn-string '$(at "$host" "$to") sslmode=disable'"
    fi
    if command -v migrate >/dev/null; then
        set -- "$@" "golang_migrate=migrate -source file://$work/migrate-$folder -database 'postgres:///bench?host=$host&port=$to&user=$user&sslmode=disable' up 2>/dev/null"
    fi
    compare "$rounds" "$@"
}

for peer in tern migrate; do
    command -v "$peer" >/dev/null || echo "not installed, not measured: $peer"
done
serve "$work/server"
disk_socket=$socket
set_all on fsync synchronous_commit full_page_writes
echo "1,000 small migrations, on the socket, commits wait for the disk (psql: all in one transaction):"
cold "$socket" small

serve "$memory/server"
set_all off fsync synchronous_commit full_page_writes autovacuum
echo "1,000 small migrations, on the socket, nothing waits for a disk:"
cold "$socket" small
echo "one file of 20,000 statements:"
cold "$socket" statements
echo "one file of 500 plpgsql functions:"
cold "$socket" functions
for delay in 1000 5000; do
    mkdir -p "proxy$delay"
    mkfifo "hold$delay"
    "$tools/bench_latency_proxy" "$socket/.s.PGSQL.$port" "$work/proxy$delay" "$delay" <"hold$delay" >/dev/null &
    proxy_pid=$!
    exec 9>"hold$delay"
    while [ ! -S "$work/proxy$delay/.s.PGSQL.5432" ]; do sleep 0.05; done
    echo "1,000 small migrations, ${delay} us added to every round trip:"
    cold "$work/proxy$delay" small 5432
    exec 9>&-
    wait "$proxy_pid"
    proxy_pid=
done

unset -f reset_limit reset_dunlin reset_psql
# warm COUNT FOLDER: start-up, nothing to do and status beside psql's SELECT 1, and their memory.
warm() {
    fresh
    "$dunlin" -q -d "$(at "$socket")" -m "$2" migrate up
    echo "start-up and nothing to do ($1 applied):"
    compare "$((rounds * 3))" "psql='$psql' -X -Atd '$(at "$socket")' -c 'SELECT 1'" \
        "version='$dunlin' --version" \
        "nothing='$dunlin' -q -d '$(at "$socket")' -m $2 migrate up" \
        "status='$dunlin' -q -d '$(at "$socket")' -m $2 status 2>&1"
    for verb in 'migrate up' status; do
        # shellcheck disable=SC2086 # the verb's words
        kib=$("$tools/bench_peak_memory" "$dunlin" -q -d "$(at "$socket")" -m "$2" $verb)
        awk -v v="$verb" -v k="$kib" 'BEGIN {printf "  %-24s %10.1f MiB at the most\n", v, k / 1024}'
    done
}
warm 1,000 small
mkdir -p many
i=1
while [ $i -le 10000 ]; do
    n=$(printf %05d $i)
    echo "SELECT $i;" >"many/${n}_a_migration_with_a_name.sql"
    i=$((i + 1))
done
warm 10,000 many
