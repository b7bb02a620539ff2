#!/usr/bin/env bash
# What a build and a run of all tests cost, in processor seconds (user and system, of all processes), and the slowest tests, as
# Markdown. Builds everything anew; compilers run as children, so that they count. Usage: eng/measure-tests.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
TIMEFORMAT='%U %S'

# Runs a command, keeps its output in a log and prints its processor seconds.
seconds() {
    local log="$1"
    shift
    { time "$@" > "$log" 2>&1 || echo "failed: $* (see below)" >> "$results/failed"; } 2>&1 | awk '{ printf "%.0f", $1 + $2 }'
    if [ -e "$results/failed" ]; then
        cat "$results/failed" "$log" >&2
        exit 1
    fi
}

dotnet restore Debye.slnx > /dev/null
build="$(seconds "$results/build.log" dotnet build Debye.slnx -c Release --no-restore --no-incremental -nodeReuse:false -p:UseSharedCompilation=false)"
echo "| project | tests | processor seconds |"
echo "|---|---|---|"
echo "| build of all | | $build |"
total="$build"
for project in Debye.Tests Debye.Tensors.Tests Debye.Learning.Tests Debye.Cli.Tests; do
    used="$(seconds "$results/$project.log" dotnet "tests/$project/bin/Release/net10.0/$project.dll" -xml "$results/$project.xml")"
    count="$(grep -o '<test ' "$results/$project.xml" | wc -l)"
    echo "| $project | $count | $used |"
    total=$((total + used))
done
echo "| **together** | | **$total** |"
echo
echo "| slowest tests | seconds |"
echo "|---|---|"
grep -oh '<test [^>]*' "$results"/*.xml \
    | sed -E 's/.* name="([^"]*)".* time="([0-9.]*)".*/\2\t\1/' \
    | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/|/\\|/g' \
    | sort -rn \
    | awk -F '\t' -v most="${SLOWEST:-10}" 'NR <= most { printf "| `%s` | %.1f |\n", $2, $1 }'
