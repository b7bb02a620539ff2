#!/usr/bin/env bash
# Runs the lines that begin with "debye " in the ```sh blocks of a page, in a folder with copies of samples and recipes and a link to models.
# Usage: run-page.sh PAGE.md FOLDER; what the lines write stays in FOLDER. Needs src/Debye.Cli built in Release.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
page="$(realpath "$1")"
mkdir -p "$2"
cd "$2"
cp -r "$root/samples" "$root/recipes" .
ln -sfn "$root/models" models
debye() { dotnet "$root/src/Debye.Cli/bin/Release/net10.0/Debye.Cli.dll" "$@"; }
# A stranger has neither the reference data nor data sets in the cache.
unset DEBYE_SHARED
export DEBYE_DATA="$PWD/no-data"
lines=0
while IFS= read -r line; do
    echo "\$ $line"
    eval "$line" >>output.txt || { echo "$page: this line failed: $line"; exit 1; }
    lines=$((lines + 1))
done < <(sed -n '/^```sh$/,/^```$/p' "$page" | grep '^debye ')
[ "$lines" -gt 0 ] || { echo "$page: no lines found"; exit 1; }
# Pictures that a page shows and that its lines make have to come out of them.
for picture in $(grep -o '(\.\./images/[a-z0-9-]*\.svg)' "$page" | tr -d '()'); do
    [ -s "$(basename "$picture")" ] || { echo "$page: no line makes $picture"; exit 1; }
done
echo "$lines lines of $(basename "$page") ran"
