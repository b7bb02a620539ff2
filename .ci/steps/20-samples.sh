#!/usr/bin/env bash
# Every sample runs, and one that says it draws a figure has drawn it.
set -euo pipefail
rm -rf artifacts/pictures
for sample in samples/*.cs; do
    echo "-- $sample"
    dotnet run -c Release "$sample"
    picture="artifacts/pictures/$(basename "$sample" .cs).svg"
    ! grep -q "$picture" "$sample" || grep -q "</svg>" "$picture"
done
