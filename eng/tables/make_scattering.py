"""Writes the scattering tables in src/Debye/Crystals/Resources: form factors, element data, wavelengths.

Sources, all through Debian packages:
- python3-cctbx (BSD-like): Waasmaier & Kirfel, Acta Cryst. A51, 416 (1995), doi 10.1107/S0108767394013292;
  neutron lengths of Sears, Neutron News 3(3), 26 (1992); anomalous factors of Sasaki, KEK Report 88-14 (1989),
  else Henke, Gullikson & Davis, At. Data Nucl. Data Tables 54, 181 (1993);
  covalent radii of Cordero et al., Dalton Trans. 2832 (2008).
- python3-pymatgen (MIT): the four-Gaussian table of its diffraction calculator and its wavelengths.
Run: /usr/bin/python3 eng/tables/make_scattering.py
"""
import json
from pathlib import Path

import pymatgen.analysis.diffraction.xrd as xrd
from cctbx.eltbx import covalent_radii, henke, neutron, sasaki, tiny_pse, wavelengths, xray_scattering

OUT = Path(__file__).resolve().parents[2] / "src/Debye/Crystals/Resources"
CU, MO = 1.540593, 0.7093  # Cu: Hoelzer et al., Phys. Rev. A 56, 4554 (1997)


def write(name, source, columns, rows):
    lines = [f"# {source}; made by eng/tables/make_scattering.py", "\t".join(columns)]
    lines += ["\t".join(row) for row in rows]
    (OUT / name).write_text("\n".join(lines) + "\n")


def number(value, digits=7):
    """The tables of cctbx hold 32-bit numbers: seven decimals give back the printed ones."""
    return repr(round(float(value), digits) + 0.0)


def waasmaier_kirfel():
    for entry in xray_scattering.wk1995_iterator():
        gaussian = entry.fetch()
        pairs = [number(v) for pair in zip(gaussian.array_of_a(), gaussian.array_of_b()) for v in pair]
        yield [entry.label(), *pairs, number(gaussian.c())]


def pymatgen_table():
    table = json.loads((Path(xrd.__file__).parent / "atomic_scattering_params.json").read_text())
    for symbol, pairs in table.items():
        yield [symbol, *[repr(float(v)) for pair in pairs for v in pair]]


def anomalous(symbol, wavelength):
    for module in (sasaki, henke):
        try:
            factors = module.table(symbol).at_angstrom(wavelength)
        except (ValueError, RuntimeError):
            continue
        if factors.is_valid_fp() and factors.is_valid_fdp():
            return [number(factors.fp(), 4), number(factors.fdp(), 4)]
    return ["", ""]


def elements():
    for z in range(1, 119):
        try:
            symbol = tiny_pse.table(z).symbol()
        except (ValueError, RuntimeError):
            return
        for label in ["H", "D"] if z == 1 else [symbol]:
            try:
                radius = number(covalent_radii.table(symbol).radius(), 4)
            except (ValueError, RuntimeError):
                radius = ""
            try:
                entry = neutron.neutron_news_1992_table(label)
                b = entry.bound_coh_scatt_length()
                lengths = [number(b.real, 5), number(b.imag, 5), number(entry.abs_cross_sect(), 5)]
            except (ValueError, RuntimeError):
                lengths = ["", "", ""]
            yield [label, str(z), radius, *lengths, *anomalous(symbol, CU), *anomalous(symbol, MO)]


def lines_of_tubes():
    for name, value in xrd.WAVELENGTHS.items():
        yield [name, repr(value), "pymatgen"]
    for entry in wavelengths.characteristic_iterator():
        yield [entry.label(), number(entry.as_angstrom(), 6), "cctbx"]


def main():
    gauss = [f"{letter}{i}" for i in range(1, 6) for letter in "ab"]
    write("form_factors_wk1995.tsv", "f(s) = sum a exp(-b s^2) + c, s = sin(theta)/lambda in 1/angstrom, 0..6. "
          "Waasmaier & Kirfel, Acta Cryst. A51, 416 (1995), from cctbx", ["label", *gauss, "c"], waasmaier_kirfel())
    write("form_factors_pymatgen.tsv", "f(s) = Z - 41.78214 s^2 sum a exp(-b s^2); table of pymatgen (MIT)",
          ["symbol", *gauss[:8]], pymatgen_table())
    write("scattering_elements.tsv", "Covalent radius (angstrom; Cordero 2008), bound coherent neutron length (fm; Sears 1992), "
          "absorption at 1.798 angstrom (barn), f' and f'' at Cu and Mo K-alpha1 (Sasaki 1989, else Henke 1993), from cctbx",
          "symbol z covalent_radius b_real b_imag absorption fp_cu fdp_cu fp_mo fdp_mo".split(), elements())
    write("wavelengths.tsv", "Wavelengths of X-ray tubes, angstrom; the K-alpha without number is the weighted mean 2:1",
          ["name", "angstrom", "source"], lines_of_tubes())


main()
