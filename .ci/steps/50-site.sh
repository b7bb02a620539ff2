#!/usr/bin/env bash
# The site is built from guides, results, samples, help texts and doc comments, without a warning. Output: artifacts/site.
# Needs a Release build and the local tools.
set -euo pipefail
rm -rf artifacts/site
bash eng/site/stage.sh
dotnet docfx metadata artifacts/site-pages/docfx.json --warningsAsErrors
dotnet docfx build artifacts/site-pages/docfx.json --warningsAsErrors
for page in index getting-started tutorials/xrd samples/IdentifyPattern docs/commands docs/results/xrd api/Debye.Learning.Techniques.TechniqueModule; do
    [ -s "artifacts/site/$page.html" ] || { echo "missing page: $page"; exit 1; }
done
echo "$(find artifacts/site -name '*.html' | wc -l) pages"
