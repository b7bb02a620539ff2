"""States the space group that spglib finds for every structure of a JSON-lines file, for comparison with Debye's.

Run: /usr/bin/python3 eng/spglib_groups.py IN.jsonl OUT.jsonl [TOLERANCE]
Needs Debian's python3-spglib. Structures without partial occupancy only.
"""
import gzip
import json
import sys

import spglib


def main():
    source, target = sys.argv[1:3]
    tolerance = float(sys.argv[3]) if len(sys.argv) > 3 else 0.01
    opener = gzip.open if source.endswith(".gz") else open
    with opener(source, "rt") as lines, open(target, "w") as out:
        for line in lines:
            structure = json.loads(line)
            kinds = {symbol: i + 1 for i, symbol in enumerate(dict.fromkeys(structure["species"]))}
            cell = structure["lattice"], structure["frac"], [kinds[s] for s in structure["species"]]
            dataset = spglib.get_symmetry_dataset(cell, symprec=tolerance)
            structure.pop("sg", None)
            structure["spaceGroup"] = dataset["number"] if dataset else None
            out.write(json.dumps(structure) + "\n")


main()
