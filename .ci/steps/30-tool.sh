#!/usr/bin/env bash
# The .NET tool is packed, installed from a folder, and answers with the models that it carries.
set -euo pipefail
pattern="$PWD/samples/data/unknown.xy"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
dotnet pack src/Debye.Cli -c Release -o "$folder/feed" -v quiet
version="$(basename "$folder"/feed/Debye.Cli.*.nupkg .nupkg | sed 's/^Debye\.Cli\.//')"
dotnet tool install Debye.Cli --version "$version" --tool-path "$folder/tool" --add-source "$folder/feed"

cd /
[ "$("$folder/tool/debye" --version)" = "$version" ]
env -u DEBYE_MODELS "$folder/tool/debye" xrd identify "$pattern" --json | grep -o '"candidates":\[{"label":"136"'
