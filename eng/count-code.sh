#!/usr/bin/env bash
# Characters of C# code under src of two commits: comments, white space and generated files aside, so that no formatter changes the number.
#   bash eng/count-code.sh OLD [NEW]
set -euo pipefail
count() {
    git ls-tree -r --name-only "$1" -- src | grep '\.cs$' | while read -r file; do git show "$1:$file"; echo; done |
        python3 -c '
import re, sys
text = sys.stdin.read()
# Strings and characters first, so that what looks like a comment inside them stays.
token = re.compile(r"""(\$*"{3,}.*?"{3,})|(\$?@?\$?"(?:[^"\\\n]|\\.|"")*")|(\x27(?:[^\x27\\]|\\.)\x27)|(//[^\n]*)|(/\*.*?\*/)""", re.S)
code = token.sub(lambda m: "" if m.group(4) or m.group(5) else m.group(0), text)
print(len(re.sub(r"\s+", "", code)))'
}
old="$1"
new="${2:-HEAD}"
before="$(count "$old")"
after="$(count "$new")"
echo "commit      characters of code in src, comments and white space aside"
echo "$(git rev-parse --short "$old")     $before"
echo "$(git rev-parse --short "$new")     $after"
awk -v a="$before" -v b="$after" 'BEGIN { printf "ratio       %.4f\n", b / a }'
