# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# compare.sh, to be read by a benchmark: times whole commands in turn and prints medians and ratios.
# Machines are noisy, so the commands alternate within each round, and ratios are taken per round.

# compare ROUNDS NAME=COMMAND...: the first is what the others are held against. A command named
# NAME is preceded by the function reset_NAME, untimed, when there is one.
compare() {
    rounds=$1
    shift
    table=$(mktemp)
    round=0
    while [ "$round" -le "$rounds" ]; do
        for pair in "$@"; do
            name=${pair%%=*}
            command=${pair#*=}
            if command -v "reset_$name" >/dev/null; then
                "reset_$name" >/dev/null
            fi
            begun=$(date +%s%N)
            if ! sh -c "$command" >/dev/null; then
                echo "$name failed: $command" >&2
                rm -f "$table"
                return 1
            fi
            ended=$(date +%s%N)
            # Round 0 warms the caches and does not count.
            [ "$round" -eq 0 ] || echo "$round $name $(((ended - begun) / 1000))" >>"$table"
        done
        round=$((round + 1))
    done
    first=${1%%=*}
    for pair in "$@"; do
        name=${pair%%=*}
        median=$(awk -v n="$name" '$2 == n {print $3}' "$table" | sort -n |
            awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}')
        ratios=$(awk -v n="$name" -v f="$first" '
            $2 == f {base[$1] = $3} $2 == n {mine[$1] = $3}
            END {for (r in mine) print mine[r] / base[r]}' "$table" | sort -n)
        # The interval holds the median with 95 %, whatever the distribution: two order statistics.
        printf '%s\n' "$ratios" | awk -v n="$name" -v m="$median" -v f="$first" '
            {v[NR] = $1}
            END {
                low = int(NR / 2 - 0.98 * sqrt(NR)) + 1
                low = low < 1 ? 1 : low
                printf "  %-24s %10.1f ms   %.3f x %s (%.3f to %.3f)\n", n, m / 1000,
                    v[int((NR + 1) / 2)], f, v[low], v[NR + 1 - low]
            }'
    done
    rm -f "$table"
}
