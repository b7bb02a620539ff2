"""Writes src/Debye/Crystals/Resources/settings.tsv: the 530 conventional settings and their operations.

Source: the database of spglib (BSD-3-Clause), through Debian's python3-spglib 2.0.2.
Run: /usr/bin/python3 eng/tables/make_settings.py
"""
from fractions import Fraction
from pathlib import Path

import spglib

OUT = Path(__file__).resolve().parents[2] / "src/Debye/Crystals/Resources/settings.tsv"


def triplet(rotation, translation):
    rows = []
    for row, shift in zip(rotation, translation):
        text = ""
        for factor, axis in zip(row, "xyz"):
            if factor:
                text += ("-" if factor < 0 else "+" if text else "") + axis
        fraction = Fraction(float(shift)).limit_denominator(24)
        if fraction:
            text += ("+" if fraction > 0 else "") + str(fraction)
        rows.append(text)
    return ",".join(rows)


def main():
    seen = set()
    lines = [
        "# The 530 conventional settings. Source: spglib database (BSD-3-Clause), spglib "
        + spglib.__version__ + "; made by eng/tables/make_settings.py",
        "\t".join("hall_number space_group hm_short hm_full choice hall_symbol schoenflies point_group is_default operations".split()),
    ]
    for hall in range(1, 531):
        kind = spglib.get_spacegroup_type(hall)
        database = spglib.get_symmetry_from_database(hall)
        operations = ";".join(triplet(r, t) for r, t in zip(database["rotations"], database["translations"]))
        default = kind["number"] not in seen
        seen.add(kind["number"])
        lines.append("\t".join([
            str(hall), str(kind["number"]), kind["international_short"], kind["international_full"], kind["choice"],
            kind["hall_symbol"], kind["schoenflies"], kind["pointgroup_international"], str(int(default)), operations]))
    OUT.write_text("\n".join(lines) + "\n")


main()
