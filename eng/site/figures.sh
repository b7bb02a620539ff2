#!/usr/bin/env bash
# Draws the figures of the tutorials anew: runs their lines and copies the figures that the pages show to docs/site/images.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
for page in docs/site/tutorials/*.md; do
    name="$(basename "$page" .md)"
    bash eng/site/run-page.sh "$page" "$folder/$name"
    for picture in $(grep -o '(\.\./images/[a-z0-9-]*\.svg)' "$page" | tr -d '()'); do
        cp "$folder/$name/$(basename "$picture")" docs/site/images/
    done
done
