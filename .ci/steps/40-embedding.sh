#!/usr/bin/env bash
# A fresh console project outside the repository takes the packages from a folder feed and answers: docs/embedding.md.
set -euo pipefail
root="$PWD"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
DebyeVersion="$(eng/pack.sh "$folder/feed")"
export DebyeVersion

# Packages of others come from where they were found before; ours, which change under one version, only from the feed.
others="$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')"
export RestoreFallbackFolders="${others%/}" NUGET_PACKAGES="$folder/packages"

mkdir "$folder/program"
cp samples/embedding/Embedding.csproj samples/embedding/Program.cs "$folder/program"
cd "$folder/program"
printf '<configuration><packageSources><add key="debye" value="%s" /></packageSources></configuration>\n' "$folder/feed" >NuGet.config
dotnet build -c Release -o "$folder/out" -v quiet
cd /
LANG=de_DE.UTF-8 dotnet "$folder/out/Embedding.dll" "$root/samples/data/unknown.xy" "$root/samples/embedding/sphalerite.cif" | tee "$folder/answers"

for answer in 'space group 136 ' 'one answer: True' 'impedance fit: Converged' '^R1 = 9[89]\.[0-9]* ± \|^R1 = 10[012]' 'band gap of ZnS: [23]\.[0-9] eV'; do
    grep -q "$answer" "$folder/answers" || { echo "expected $answer"; exit 1; }
done
