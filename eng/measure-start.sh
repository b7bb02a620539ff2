#!/usr/bin/env bash
# Start of the command line: medians of seconds, wall and processor, of `debye --version` and of a first `debye xrd identify`.
# Usage: eng/measure-start.sh BEFORE.dll [AFTER.dll] [ROUNDS]. The two builds take turns, so that a busy machine hits both alike.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
before="$1"
after="${2:-src/Debye.Cli/bin/Release/net10.0/Debye.Cli.dll}"
rounds="${3:-15}"
times="$(mktemp -d)"
trap 'rm -rf "$times"' EXIT

measure() { # name of the series, then the command
    local series="$1"
    shift
    TIMEFORMAT='%R %U %S'
    { time "$@" >/dev/null; } 2>"$times/last"
    tail -1 "$times/last" >>"$times/$series"
}

median() { # column of a series; 4 is the processor's time, both kinds together
    awk -v column="$2" '{ print (column == 4 ? $2 + $3 : $column) }' "$times/$1" | sort -n | awk '{ all[NR] = $1 } END { printf "%.3f", all[int((NR + 1) / 2)] }'
}

table() { # title, then the arguments of the program
    local title="$1"
    shift
    rm -f "$times"/{before,after}
    for ((round = 0; round < rounds; round++)); do
        measure before dotnet "$before" "$@"
        measure after dotnet "$after" "$@"
    done
    for series in before after; do
        echo "| $title | $series | $(median "$series" 1) | $(median "$series" 4) |"
    done
}

echo "| command | build | wall, s | processor, s |"
echo "|---|---|---|---|"
table "\`debye --version\`" --version
table "\`debye xrd identify\`" xrd identify samples/data/unknown.xy
