#!/usr/bin/env bash
# Every sample runs.
set -euo pipefail
for sample in samples/*.cs; do
    echo "-- $sample"
    dotnet run "$sample"
done
