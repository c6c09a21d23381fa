#!/bin/sh
# SPDX-License-Identifier: MIT
# Run in a bare Debian, beside the packages: installs them as a user would, uses them, removes them.
set -eu

say() {
    printf '\n== %s\n' "$*"
}

fail() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}

quietly() {
    "$@" >/tmp/log 2>&1 || {
        tail -n 20 /tmp/log
        fail "$*"
    }
}

say 'the program, with what it depends on and nothing else'
quietly apt-get update
quietly apt-get install -y --no-install-recommends ./dunlin_*.deb
dunlin --version
printf 'depends on: %s\n' "$(dpkg-query -W -f '${Depends}' dunlin)"
for file in man/man1/dunlin.1.gz man/man1/dunlin-migrate-up.1.gz man/man5/dunlin.toml.5.gz \
    bash-completion/completions/dunlin zsh/vendor-completions/_dunlin \
    fish/vendor_completions.d/dunlin.fish dunlin/dunlin.schema.json doc/dunlin/copyright \
    doc/dunlin/changelog.gz doc/dunlin/changelog.Debian.gz; do
    dpkg-query -L dunlin | grep -qx "/usr/share/$file" || fail "$file is not in the package"
done

say 'without a server'
mkdir shop
cd shop
dunlin init
dunlin migrate check
dunlin status 2>&1 | grep -q 'PostgreSQL' || fail 'no word on the server that is missing'

say 'with a server of the project'\''s own'
mkdir -p /etc/postgresql-common/createcluster.d
echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/none.conf
quietly apt-get install -y --no-install-recommends postgresql
dunlin migrate up
dunlin seed
dunlin query 'select body from greetings'
dunlin status --check
dunlin --yes local destroy
cd ..

say 'a service that is built against the libraries'
quietly apt-get install -y --no-install-recommends ./libdunlin-dev_*.deb g++ cmake ninja-build
quietly cmake -G Ninja -S service -B service/build
quietly cmake --build service/build
mkdir empty
cd empty
dunlin -d local local start
DATABASE_URL=$(dunlin -d local local url)
export DATABASE_URL
../service/build/service
../service/build/test_shop
dunlin -d local --yes local destroy
cd ..

say 'removed without a trace'
quietly apt-get purge -y dunlin libdunlin-dev
! find /usr /etc -path '*dunlin*' | grep . || fail 'files were left behind'
printf '\nall is well\n'
