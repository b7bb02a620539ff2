#!/usr/bin/env bash
# The .NET tool can be packed and carries model and library.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
dotnet pack src/Debye.Cli -c Release -o "$folder"
python3 -c "import sys, zipfile; names = zipfile.ZipFile(sys.argv[1]).namelist(); sys.exit(not any('model.safetensors' in n for n in names))" "$folder"/*.nupkg 2>/dev/null \
    || unzip -l "$folder"/*.nupkg | grep -q model.safetensors
