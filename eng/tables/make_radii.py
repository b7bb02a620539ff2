"""Writes src/Debye/Crystals/Resources/radii.tsv: radii of atoms for packing (angstrom).

Covalent radii: Cordero et al., Dalton Trans. 2832 (2008), doi 10.1039/b801115j, through Debian's python3-cctbx, with the
values for C, N, O and S that PyXtal uses. Van der Waals radii: Bondi (1964) where he gives one, otherwise the round
values 2.0, 2.1 and 2.2 that PyXtal uses for the 4d, 5d/4f and 5f metals (facts, listed below). They define the denseness
factor of the crystal statistics: another table would change every stored factor.
Run: /usr/bin/python3 eng/tables/make_radii.py
"""
from pathlib import Path

from cctbx.eltbx import covalent_radii

OUT = Path(__file__).resolve().parents[2] / "src/Debye/Crystals/Resources/radii.tsv"
COVALENT = {"C": 0.78, "N": 0.78, "O": 0.70, "S": 1.25}
VAN_DER_WAALS = dict(
    item.split(":") for item in """
    H:1.2 He:1.4 Li:1.82 Be:1.53 B:1.92 C:1.7 N:1.55 O:1.52 F:1.47 Ne:1.54 Na:2.27 Mg:1.73 Al:1.84
    Si:2.1 P:1.8 S:1.8 Cl:1.75 Ar:1.88 K:2.75 Ca:2.31 Sc:2.11 Ti:2.0 V:2.0 Cr:2.0 Mn:2.0 Fe:2.0 Co:2.0
    Ni:1.63 Cu:1.4 Zn:1.39 Ga:1.87 Ge:2.11 As:1.85 Se:1.9 Br:1.85 Kr:2.02 Rb:3.03 Sr:2.49 Y:2.0 Zr:2.0
    Nb:2.0 Mo:2.0 Tc:2.0 Ru:2.0 Rh:1.63 Pd:1.72 Ag:1.58 Cd:1.93 In:2.17 Sn:2.06 Sb:2.06 Te:2.06 I:1.98
    Xe:2.16 Cs:3.43 Ba:2.68 La:2.1 Ce:2.1 Pr:2.1 Nd:2.1 Pm:2.1 Sm:2.1 Eu:2.1 Gd:2.1 Tb:2.1 Dy:2.1 Ho:2.1
    Er:2.1 Tm:2.1 Yb:2.1 Lu:2.1 Hf:2.1 Ta:2.1 W:2.1 Re:2.1 Os:2.1 Ir:2.1 Pt:1.75 Au:1.66 Hg:1.55 Tl:1.96
    Pb:2.02 Bi:2.07 Po:1.97 At:2.02 Rn:2.2 Fr:3.48 Ra:2.83 Ac:2.2 Th:2.2 Pa:2.2 U:2.2 Np:2.2 Pu:2.2
    """.split())


def main():
    lines = ["# Covalent (Cordero 2008; C, N, O, S as PyXtal) and van der Waals radii (Bondi 1964; else PyXtal), angstrom; "
             "made by eng/tables/make_radii.py", "symbol\tcovalent\tvan_der_waals"]
    for symbol, radius in VAN_DER_WAALS.items():
        covalent = COVALENT.get(symbol) or round(covalent_radii.table(symbol).radius(), 3)
        lines.append(f"{symbol}\t{covalent}\t{radius}")
    OUT.write_text("\n".join(lines) + "\n")


main()
