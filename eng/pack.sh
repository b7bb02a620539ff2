#!/usr/bin/env bash
# Packs the libraries, the models and the tool into a folder, which then serves as a package feed, and prints their version.
# Usage: eng/pack.sh FOLDER. What is built already in Release is not built again.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
mkdir -p "$1"
for project in Debye Debye.Tensors Debye.Learning Debye.Models Debye.Cli; do
    dotnet pack "$root/src/$project" -c Release -o "$1" -v quiet >&2
done
basename "$(ls "$1"/Debye.Cli.*.nupkg)" .nupkg | sed 's/^Debye\.Cli\.//'
