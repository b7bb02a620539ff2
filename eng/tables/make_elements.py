"""Writes src/Debye/Crystals/Resources/elements.tsv: Pauling electronegativity and atomic mass of the elements.

Source: pymatgen's periodic table (MIT), through Debian's python3-pymatgen.
Run: /usr/bin/python3 eng/tables/make_elements.py
"""
from pathlib import Path

from pymatgen.core import Element

OUT = Path(__file__).resolve().parents[2] / "src/Debye/Crystals/Resources/elements.tsv"


def main():
    lines = ["# Pauling electronegativity (NaN where there is none) and atomic mass (u); pymatgen (MIT); made by eng/tables/make_elements.py",
             "symbol\telectronegativity\tmass"]
    for number in range(1, 119):
        element = Element.from_Z(number)
        lines.append(f"{element.symbol}\t{element.X}\t{float(element.atomic_mass)}")
    OUT.write_text("\n".join(lines) + "\n")


main()
