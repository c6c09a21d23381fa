#!/bin/sh
# SPDX-License-Identifier: MIT
# testing_database.sh BUILD [ROUNDS]: what a test's database costs beside the statements that make and
# drop it. The project's own migrations and seeds are its content; the program is that of the dev
# build, most of whose time is the server's.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
exec "$root/build/dev/tests/bench/bench_testing_database" "$root/migrations" "$root/seed" "${2:-20}"
