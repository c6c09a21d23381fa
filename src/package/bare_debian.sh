#!/bin/sh
# SPDX-License-Identifier: MIT
# bare_debian.sh SUITE FOLDER COMMAND...: runs a command as root in a Debian of that suite on which
# nothing is installed. A copy of FOLDER is its working directory; what is in there under out/
# afterwards comes back to FOLDER. Needs root and debootstrap.
set -eu
suite=$1
folder=$(cd "$2" && pwd)
shift 2
cd "$(dirname "$0")/../.."
kept=$PWD/build/debian
base=$kept/$suite.tar
mkdir -p "$kept"

# Where this system's own packages come from, unless another place is named.
mirror() {
    if [ -n "${DUNLIN_DEBIAN_MIRROR:-}" ]; then
        printf '%s\n' "$DUNLIN_DEBIAN_MIRROR"
    else
        # shellcheck disable=SC2016 # apt's own variable
        apt-get indextargets --format '$(SITE)' 'Created-By: Packages' |
            grep -v -- -security | head -n 1
    fi
}

if [ ! -e "$base" ]; then
    rm -rf "$kept/$suite.base"
    debootstrap --variant=minbase "$suite" "$kept/$suite.base" "$(mirror)" >"$kept/$suite.log" 2>&1 || {
        tail -n 5 "$kept/$suite.log" >&2
        exit 1
    }
    tar -C "$kept/$suite.base" -cf "$base.part" .
    mv "$base.part" "$base"
    rm -rf "$kept/$suite.base"
fi

root=$(mktemp -d "$kept/$suite.XXXXXX")
cleanup() {
    for place in dev/shm dev/pts dev sys proc; do
        umount -l "$root/$place" 2>/dev/null || :
    done
    rm -rf --one-file-system "$root"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

tar -C "$root" -xf "$base"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir "$root/work"
cp -a "$folder/." "$root/work/"
for place in proc sys dev dev/pts dev/shm; do
    mkdir -p "$root/$place"
    mount --bind "/$place" "$root/$place"
done
chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    sh -c 'cd /work && "$@"' sh "$@"
if [ -d "$root/work/out" ]; then
    cp -a "$root/work/out" "$folder/"
fi
