#!/usr/bin/env bash
# The README and the tutorials tell the truth: their command lines run, and so does the README's C#.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
for page in README.md docs/site/getting-started.md docs/site/tutorials/*.md; do
    bash eng/site/run-page.sh "$page" "$folder/$(basename "$page" .md)"
done
{
    echo "#:project $PWD/src/Debye.Learning/Debye.Learning.csproj"
    echo "#:property PublishAot=false"
    sed -n '/^```csharp$/,/^```$/p' README.md | grep -v '^```'
} >"$folder/Readme.cs"
answer="$(dotnet run -c Release "$folder/Readme.cs")"
echo "$answer"
grep -q '^P4_2/mnm: [89]' <<<"$answer"
