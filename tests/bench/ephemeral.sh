#!/bin/sh
# SPDX-License-Identifier: MIT
# ephemeral.sh BUILD [ROUNDS]: how long `dunlin -d ephemeral` takes from start to end, with and without
# the kept template. The time includes the removal of the server and its folder.
set -eu
dunlin=$(cd "$1" && pwd)/bin/dunlin
rounds=${2:-5}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
export XDG_CACHE_HOME="$work/cache"
mkdir "$XDG_CACHE_HOME"
cd "$work"

# The shortest of so many rounds of a command, in milliseconds; each begins with a preparation.
shortest() {
    prepare=$1
    shift
    best=
    i=0
    while [ "$i" -lt "$rounds" ]; do
        $prepare
        start=$(date +%s%N)
        "$@" >/dev/null
        took=$((($(date +%s%N) - start) / 1000000))
        [ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
        i=$((i + 1))
    done
    printf '%s' "$best"
}

forget() {
    rm -rf "$XDG_CACHE_HOME/dunlin"
}

echo "An ephemeral server for one command, best of $rounds:"
echo "  without a template  $(shortest forget "$dunlin" -d ephemeral db ping) ms"
echo "  with a template     $(shortest : "$dunlin" -d ephemeral db ping) ms"
