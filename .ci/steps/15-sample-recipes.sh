#!/usr/bin/env bash
# The recipes that need no data set train at once: less than a minute of processor time together.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
for technique in xrd pdf eis crystal spectra; do
    echo "-- $technique"
    env -u DEBYE_SHARED DEBYE_DATA="$folder/none" dotnet run -c Release --no-build --project src/Debye.Cli -- \
        "$technique" train "recipes/$technique-sample.json" --out "$folder/$technique"
done
