#!/usr/bin/env bash
# The README's main command answers, and rightly: the bundled sample is rutile, P4_2/mnm.
set -euo pipefail
dotnet run -c Release --no-build --project src/Debye.Cli -- xrd identify samples/data/unknown.xy
dotnet run -c Release --no-build --project src/Debye.Cli -- xrd identify samples/data/unknown.xy --json | grep -q '"candidates":\[{"label":"136"'
