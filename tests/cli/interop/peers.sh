#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs other tools by name, for the tests that take turns with them: peers.sh FOLDER. What is
# missing to install one (Go, npm) is said, and its test then works without it.
set -u
folder=$1
mkdir -p "$folder/bin"
folder=$(cd "$folder" && pwd)

say() {
    printf '%s\n' "$*" >&2
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

with_go goose github.com/pressly/goose/v3/cmd/goose@latest \
    "no_clickhouse no_libsql no_mssql no_mysql no_sqlite3 no_vertica no_ydb"
with_go migrate github.com/golang-migrate/migrate/v4/cmd/migrate@latest postgres
with_go tern github.com/jackc/tern/v2@latest ""
with_npm dbmate dbmate
