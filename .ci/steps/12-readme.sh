#!/usr/bin/env bash
# The README and the tutorials do not lie: their command lines run, and so does the C# of the README and of the page for vendors.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder" answer.svg' EXIT
for page in README.md docs/site/getting-started.md docs/site/tutorials/*.md; do
    bash eng/site/run-page.sh "$page" "$folder/$(basename "$page" .md)"
done
# Runs the C# of a page as a program.
run_csharp() {
    local file="$folder/$(basename "$1" .md).cs"
    {
        echo "#:project $PWD/src/Debye.Learning/Debye.Learning.csproj"
        echo "#:property PublishAot=false"
        sed -n '/^```csharp$/,/^```$/p' "$1" | grep -v '^```'
    } >"$file"
    dotnet run -c Release "$file"
}
run_csharp README.md | tee "$folder/readme.txt"
grep -q '^P4_2/mnm: [89]' "$folder/readme.txt"
run_csharp docs/site/for-vendors.md | tee "$folder/vendors.txt"
grep -q 'P4_2/mnm (No. 136)' "$folder/vendors.txt"
