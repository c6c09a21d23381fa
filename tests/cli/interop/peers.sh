#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs other tools by name, for the tests that take turns with them: peers.sh FOLDER. What is
# missing to install one (Go, npm, Java with Maven, Cargo) is said, and its test then works without
# it. sqitch is a package of Debian.
set -u
folder=$1
mkdir -p "$folder/bin"
folder=$(cd "$folder" && pwd)
here=$(cd "$(dirname "$0")" && pwd)

say() {
    printf '%s\n' "$*" >&2
}

# launcher NAME COMMAND: a program that gives its arguments to this.
launcher() {
    printf '#!/bin/sh\n%s "$@"\n' "$2" >"$folder/bin/$1"
    chmod +x "$folder/bin/$1"
}

with_go() {
    [ ! -x "$folder/bin/$1" ] || return 0
    if ! command -v go >/dev/null; then
        say "peers: $1 needs Go to be installed"
        return 0
    fi
    GOBIN="$folder/bin" go install -tags="$3" "$2" || say "peers: $1 could not be installed"
}

with_npm() {
    [ ! -e "$folder/bin/$1" ] || return 0
    if ! command -v npm >/dev/null; then
        say "peers: $1 needs npm to be installed"
        return 0
    fi
    if npm install --silent --prefix "$folder" "$2"; then
        ln -sf "../node_modules/.bin/$1" "$folder/bin/$1"
    else
        say "peers: $1 could not be installed"
    fi
}

# Its engine of machine code is no part of the package and not fetched; that of WebAssembly is there
# and connects by an adapter.
with_prisma() {
    [ ! -x "$folder/bin/prisma" ] || return 0
    if ! command -v npm >/dev/null; then
        say "peers: prisma needs npm to be installed"
        return 0
    fi
    if npm install --silent --ignore-scripts --prefix "$folder/prisma" prisma@6.19.3 \
        @prisma/adapter-pg@7.10.1; then
        modules=$folder/prisma/node_modules
        launcher prisma "PRISMA_QUERY_ENGINE_LIBRARY=/bin/true PRISMA_SCHEMA_ENGINE_BINARY=/bin/true \
    PRISMA_HIDE_UPDATE_MESSAGE=1 CHECKPOINT_DISABLE=1 PRISMA_ADAPTER='$modules/@prisma/adapter-pg' \
    exec '$modules/.bin/prisma'"
    else
        say "peers: prisma could not be installed"
    fi
}

# It connects by TCP only.
with_supabase() {
    [ ! -x "$folder/bin/supabase" ] || return 0
    if ! command -v npm >/dev/null; then
        say "peers: supabase needs npm to be installed"
        return 0
    fi
    if npm install --silent --prefix "$folder/supabase" supabase@3.1.0; then
        launcher supabase "SUPABASE_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1 SUPABASE_HOME='$folder/supabase' \\
    exec node '$here/by_tcp.js' '$folder/supabase/node_modules/.bin/supabase'"
    else
        say "peers: supabase could not be installed"
    fi
}

# with_cargo PROGRAM CRATE FEATURES: minutes of compiling, once.
with_cargo() {
    [ ! -x "$folder/bin/$1" ] || return 0
    if ! command -v cargo >/dev/null; then
        say "peers: $1 needs Cargo to be installed"
        return 0
    fi
    say "peers: building $1"
    CARGO_TARGET_DIR="$folder/cargo" cargo install --quiet --locked --root "$folder" "$2" \
        --no-default-features --features "$3" || say "peers: $1 could not be installed"
}

# with_maven PROGRAM CLASS ARTIFACT...: what these need comes along; GROUP:NAME:VERSION each.
with_maven() {
    [ ! -x "$folder/bin/$1" ] || return 0
    if ! command -v java >/dev/null || ! command -v mvn >/dev/null; then
        say "peers: $1 needs Java and Maven to be installed"
        return 0
    fi
    program=$1
    class=$2
    shift 2
    jars=$folder/java/$program
    mkdir -p "$jars"
    {
        printf '<project><modelVersion>4.0.0</modelVersion><groupId>peers</groupId>'
        printf '<artifactId>%s</artifactId><version>1</version><dependencies>\n' "$program"
        for artifact in "$@"; do
            printf '%s\n' "$artifact" | sed 's!\(.*\):\(.*\):\(.*\)!<dependency><groupId>\1</groupId><artifactId>\2</artifactId><version>\3</version></dependency>!'
        done
        printf '</dependencies></project>\n'
    } >"$jars/pom.xml"
    if mvn -q -B -f "$jars/pom.xml" dependency:copy-dependencies -DoutputDirectory="$jars"; then
        launcher "$program" "exec java -cp '$jars/*' $class"
    else
        say "peers: $program could not be installed"
    fi
}

with_go goose github.com/pressly/goose/v3/cmd/goose@latest \
    "no_clickhouse no_libsql no_mssql no_mysql no_sqlite3 no_vertica no_ydb"
with_go migrate github.com/golang-migrate/migrate/v4/cmd/migrate@latest postgres
with_go tern github.com/jackc/tern/v2@latest ""
with_npm dbmate dbmate
with_npm graphile-migrate graphile-migrate
with_npm node-pg-migrate node-pg-migrate
with_prisma
with_supabase
if command -v sqitch >/dev/null; then
    ln -sf "$(command -v sqitch)" "$folder/bin/sqitch"
else
    say "peers: sqitch needs to be installed (sqitch and libdbd-pg-perl of Debian)"
fi

# The driver, and what lets it connect to a Unix socket.
driver='org.postgresql:postgresql:42.7.5 com.kohlschutter.junixsocket:junixsocket-common:2.10.1
    com.kohlschutter.junixsocket:junixsocket-native-common:2.10.1'
# shellcheck disable=SC2086 # a list of words
with_maven flyway org.flywaydb.commandline.Main org.flywaydb:flyway-commandline:11.8.2 \
    org.flywaydb:flyway-database-postgresql:11.8.2 $driver \
    com.fasterxml.jackson.dataformat:jackson-dataformat-toml:2.15.2 \
    com.fasterxml.jackson.dataformat:jackson-dataformat-xml:2.15.2
# The last release under an open-source licence.
# shellcheck disable=SC2086 # a list of words
with_maven liquibase liquibase.integration.commandline.LiquibaseCommandLine \
    org.liquibase:liquibase-core:4.33.0 info.picocli:picocli:4.7.7 $driver

with_cargo refinery refinery_cli postgresql
with_cargo diesel diesel_cli postgres
with_cargo sqlx sqlx-cli postgres,rustls
