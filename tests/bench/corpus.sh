#!/bin/sh
# SPDX-License-Identifier: MIT
# corpus.sh DUNLIN HISTORY...: whether real histories end in the same schema with dunlin as by the
# rules of their own tools. DUNLIN is the program or its build folder. A HISTORY is one argument,
# FORMAT:FOLDER, and behind it what else is to be said to dunlin: "flyway:db/sql --set schema=app".
# Each is applied to an empty database by psql (corpus/rules.pl says how) and to another by dunlin,
# which keeps the tool's own table; both are dumped without it. CORPUS_DATABASE names a server that
# may be used (a URL, as superuser; databases named corpus_history and new roles are dropped there),
# else a private one is started; CORPUS_BEFORE is SQL that the histories need to find done. The dumps
# and messages of those that differ stay in CORPUS_OUTPUT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case ${2:-} in
*:*) ;;
*)
    echo "corpus.sh compares the histories that it is given: corpus.sh DUNLIN FORMAT:FOLDER..."
    exit 0
    ;;
esac
dunlin=$1
shift
[ -d "$dunlin" ] && dunlin=$dunlin/bin/dunlin
dunlin=$(realpath "$dunlin")
output=$(realpath -m "${CORPUS_OUTPUT:-corpus-differences}")
unset DUNLIN_DATABASE DATABASE_URL DUNLIN_ENV DUNLIN_CONFIG DUNLIN_MIGRATIONS

work=$(mktemp -d)
: >"$work/dunlin.toml"
cleanup() {
    [ -n "${CORPUS_DATABASE:-}" ] || (cd "$work" && "$dunlin" -q --yes local destroy >/dev/null)
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
if [ -n "${CORPUS_DATABASE:-}" ]; then
    server=$CORPUS_DATABASE
else
    (cd "$work" && "$dunlin" -q -d local local start >/dev/null)
    server=$(cd "$work" && "$dunlin" local url)
fi
at() { printf %s "$server" | sed "s|\(://[^/]*\)/[^?]*|\1/$1|"; }
ask() { psql -X -Atqd "$(at postgres)" -c "$1"; }
roles() { ask "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"; }
databases() { ask 'SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1'; }
first_roles=$(roles)
first_databases=$(databases)

# An empty database; what a history made elsewhere on the server goes.
fresh() {
    for database in $(databases); do
        printf '%s\n' "$first_databases" | grep -qxF "$database" ||
            ask "DROP DATABASE \"$database\" WITH (FORCE)"
    done
    for role in $(roles); do
        printf '%s\n' "$first_roles" | grep -qxF "$role" || ask "DROP ROLE \"$role\"" || true
    done
    ask 'CREATE DATABASE corpus_history'
    [ -z "${CORPUS_BEFORE:-}" ] || psql -X -qd "$(at corpus_history)" -c "$CORPUS_BEFORE"
}

# The schema without the tables in which the tools keep what they did.
dump() {
    set -- dunlin.'*' sqitch.'*' graphile_migrate.'*' '*.schema_migrations' '*.goose_db_version*' \
        '*.schema_version' '*._sqlx_migrations' '*.refinery_schema_history' '*.databasechangelog*' \
        '*.__diesel_schema_migrations' '*.flyway_schema_history' '*._prisma_migrations' \
        '*.pgmigrations*' '*.darwin_migrations*'
    for table; do
        set -- "$@" -T "$table"
        shift
    done
    pg_dump --schema-only --create -N dunlin -N sqitch -N graphile_migrate "$@" \
        -d "$(at corpus_history)" | grep -v -e '^\\\(un\)\?restrict ' -e '^--' -e '^$' || true
}

# Where it stopped and why, in one line: "MIGRATION: SQLSTATE: message"; nothing when it went through.
by_psql() { # FORMAT FOLDER [NAME=VALUE...]
    : >"$work/psql.out" 2>"$work/psql.err"
    perl "$here/corpus/rules.pl" "$@" >"$work/script.sql" 2>"$work/rules.err" || {
        printf 'no rules for %s' "$(head -n 1 "$work/rules.err")"
        return 0
    }
    cd "$(dirname "$2/.")" 2>/dev/null || cd "$(dirname "$2")"
    psql -X -q -d "$(at corpus_history)" -f "$work/script.sql" >"$work/psql.out" 2>"$work/psql.err" ||
        sed -n 's/^.*ERROR:  \([0-9A-Z]\{5\}\): \(.*\)$/\1 \2/p' "$work/psql.err" | head -n 1
    cd - >/dev/null
}
by_dunlin() { # FORMAT FOLDER [FLAG...]
    format=$1
    folder=$2
    shift 2
    "$dunlin" -q -o json --yes -d "$(at corpus_history)" -m "$folder" migrate up \
        --source-format "$format" --ledger "$format" "$@" >"$work/dunlin.out" 2>"$work/dunlin.err" ||
        perl -0777 -ne 'print "$1 " if /"sqlstate": ?"(\w+)"/;
            print "$1\n" if /"message": ?"((?:[^"\\]|\\.)*)"/' "$work/dunlin.err" | sed 's/\\"/"/g'
}

# FORMAT FOLDER [FLAG...]: compares one history; the verdict is left in $verdict.
compare_one() {
    format=$1
    folder=$2
    shift 2
    values=
    for word; do
        case $word in *=*) values="$values $word" ;; esac
    done
    fresh
    # shellcheck disable=SC2086 # one word for each
    expected=$(by_psql "$format" "$folder" $values)
    dump >"$work/expected.sql"
    fresh
    got=$(by_dunlin "$format" "$folder" "$@")
    dump >"$work/got.sql"
    count=$(grep -c '^\\echo at ' "$work/script.sql" || true)
    place=$(sed -n 's/^at \([^ ]*\).*/\1/p' "$work/psql.out" | tail -n 1)
    if [ ! -s "$work/script.sql" ] || grep -q . "$work/rules.err"; then
        verdict=$expected
    elif [ "$expected" != "$got" ]; then
        verdict=different
    elif [ -n "$got" ] && ! grep -qF "$place" "$work/dunlin.err"; then
        verdict=different
    elif [ -n "$got" ]; then
        verdict="same error ($got)"
    elif cmp -s "$work/expected.sql" "$work/got.sql"; then
        verdict=equal
    else
        verdict=different
    fi
}

keep() {
    mkdir -p "$output/$1"
    diff -u "$work/expected.sql" "$work/got.sql" >"$output/$1/schema.diff" || true
    printf 'psql:   %s\ndunlin: %s\n' "$expected" "$got" >"$output/$1/errors"
    cp "$work/script.sql" "$work/psql.out" "$work/psql.err" "$work/dunlin.err" "$output/$1/" || true
}

total=$#
equal=0 same=0 different=0 unknown=0
for history; do
    # shellcheck disable=SC2086 # flags are separate words
    set -- $history
    format=${1%%:*}
    folder=$(realpath "${1#*:}")
    shift
    compare_one "$format" "$folder" "$@"
    case $verdict in
    equal) equal=$((equal + 1)) ;;
    same*) same=$((same + 1)) ;;
    no*) unknown=$((unknown + 1)) ;;
    *)
        different=$((different + 1))
        keep "$(printf %s "$folder" | sed 's|^.*/\([^/]*/[^/]*/[^/]*\)$|\1|' | tr / _)"
        ;;
    esac
    printf '%-16s %6d  %-40s %s\n' "$format" "$count" "$(printf %s "$folder" | tail -c 40)" "$verdict"
done
ask 'DROP DATABASE corpus_history WITH (FORCE)'
echo "$total histories: $equal equal, $same the same error, $different different, $unknown without rules"
[ "$different" -eq 0 ]
