#!/usr/bin/env bash
# Gathers what the site is made of in artifacts/site-pages, in the places that it has in the repository, so that links hold.
# Each sample becomes a page: what it does, its picture, its source. Pictures lie in artifacts/pictures, where the samples draw them.
set -euo pipefail
cd "$(dirname "$0")/../.."
stage=artifacts/site-pages
rm -rf "$stage"
mkdir -p "$stage"
git ls-files -z -co --exclude-standard -- '*.md' 'docs/site' 'docs/images' 'docs/toc.yml' 'recipes/*.json' 'samples/*.cs' LICENSE \
    | grep -zv '^\.github/' | xargs -0 cp --parents -t "$stage"
cp docs/site/docfx.json "$stage/"
# In pages, a sample is its page rather than its file, and a folder its first page.
sed -i -e 's|(samples/\([A-Za-z]*\)\.cs)|(samples/\1.md)|g' -e 's|(docs/decisions)|(docs/decisions/0001-one-platform-few-projects.md)|' "$stage/README.md"

for sample in samples/*.cs; do
    name="$(basename "$sample" .cs)"
    title="$(sed 's/\([a-z]\)\([A-Z]\)/\1 \L\2/g' <<<"$name")"
    printf -- '- name: %s\n  href: %s.md\n' "$title" "$name" >>"$stage/samples/toc.yml"
    {
        printf '# %s\n\n%s\n\n' "$title" "$(grep '^// ' "$sample" | head -1 | cut -c4-)"
        if grep -q "artifacts/pictures/$name.svg" "$sample"; then
            [ -e "artifacts/pictures/$name.svg" ] || dotnet run -c Release "$sample" >&2
            cp "artifacts/pictures/$name.svg" "$stage/samples/"
            printf '![%s](%s.svg)\n\n' "$title" "$name"
        fi
        printf '```csharp\n'
        cat "$sample"
        printf '```\n'
    } >"$stage/samples/$name.md"
done
