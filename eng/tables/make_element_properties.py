"""Writes src/Debye/Crystals/Resources/element_properties.tsv: properties of the free atoms and of the elements up to fermium.

Source: pymatgen's periodic table (MIT), through Debian's python3-pymatgen; its orbital energies are those of S. Kotochigova et al.,
Phys. Rev. A 55, 191 (1997), its ionisation energies those of the NIST Atomic Spectra Database.
Run: /usr/bin/python3 eng/tables/make_element_properties.py
"""
import re
from pathlib import Path

from pymatgen.core import Element

OUT = Path(__file__).resolve().parents[2] / "src/Debye/Crystals/Resources/element_properties.tsv"
HARTREE_EV = 27.211386
COLUMNS = "symbol group period mendeleev atomicRadius meltingPoint molarVolume electronAffinity valenceS valenceP valenceD valenceF energyS energyP energyD energyF ionisation commonStates allStates".split()


def number(value):
    found = re.match(r"-?\d+(\.\d+)?", str(value))
    return float(found.group()) if found else float("nan")


def valence(element):
    """Electrons of the outer shells: all s and p of the last period, d and f that are not inside a closed p shell behind them."""
    counts = dict.fromkeys("spdf", 0)
    text = element.data["Electronic structure"]
    for shell, kind, electrons in re.findall(r"\.(\d)([spdf])<sup>(\d+)</sup>", text if text.startswith("[") else "." + text):
        if text.startswith("[") or int(shell) == element.row:
            counts[kind] += int(electrons)
    return counts


def outer_energies(element, counts):
    """Energies (eV) of the outermost orbital of each kind; NaN where the atom has none of them outside its core."""
    energies = {}
    orbitals = element.data.get("Atomic orbitals")
    orbitals = orbitals if isinstance(orbitals, dict) else {}
    for kind in "spdf":
        own = [(int(name[0]), energy) for name, energy in orbitals.items() if name[1] == kind]
        energies[kind] = max(own)[1] * HARTREE_EV if own and counts[kind] else float("nan")
    return energies


def main():
    lines = ["# Atoms and elements, Z 1…100: radius Å, melting point K, molar volume cm3/mol, energies eV; pymatgen (MIT); made by eng/tables/make_element_properties.py",
             "\t".join(COLUMNS)]
    for z in range(1, 101):
        element = Element.from_Z(z)
        counts = valence(element)
        energies = outer_energies(element, counts)
        row = [element.symbol, element.group, element.row, element.mendeleev_no, number(element.data["Atomic radius"]), number(element.data["Melting point"]),
               number(element.data["Molar volume"]), round(float(element.data.get("Electron affinity") or 0), 5), *counts.values(),
               *(round(energy, 4) for energy in energies.values()), ";".join(f"{e:.4g}" for e in element.data["Ionization energies"][:8] if e),
               ";".join(map(str, element.common_oxidation_states)), ";".join(map(str, element.oxidation_states))]
        lines.append("\t".join(map(str, row)))
    OUT.write_text("\n".join(lines) + "\n")


main()
