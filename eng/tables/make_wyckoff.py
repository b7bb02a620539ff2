"""Writes src/Debye/Crystals/Resources/wyckoff.tsv.gz: the Wyckoff positions of the 530 conventional settings.

Letters, multiplicities and representative positions: Wyckoff tables of cctbx (Debian's python3-cctbx, BSD-like licence).
Oriented site-symmetry symbols: spglib (python3-spglib, BSD-3-Clause), asked about probe crystals that occupy one position
each beside a general one.
Run: /usr/bin/python3 eng/tables/make_wyckoff.py
"""
import gzip
from pathlib import Path

import numpy as np
import spglib
from cctbx import sgtbx

RESOURCES = Path(__file__).resolve().parents[2] / "src/Debye/Crystals/Resources"


def settings():
    for line in (RESOURCES / "settings.tsv").read_text().splitlines()[2:]:
        yield line.split("\t")


def matrices(operation):
    rotation = np.array(operation.r().as_double()).reshape(3, 3)
    return rotation, np.array(operation.t().as_double())


def invariant_lattice(rotations, random):
    base = np.diag(random.uniform(25, 60, 3)) + 0.0
    base += (lambda m: m + m.T)(random.uniform(-4, 4, (3, 3)))
    metric = sum(r.T @ base @ r for r in rotations) / len(rotations)
    return np.linalg.cholesky(metric)


def orbit(rotations, translations, point):
    images = []
    for r, t in zip(rotations, translations):
        image = (r @ point + t) % 1.0
        if not any(np.abs((image - other + 0.5) % 1.0 - 0.5).max() < 1e-5 for other in images):
            images.append(image)
    return images


def site_symmetry(hall, letter, projector, shift, rotations, translations):
    """Letter and oriented symbol that spglib gives a probe crystal in this very setting and origin.

    In a few settings the two libraries name positions that an allowed shift of the origin exchanges the other way round;
    Debye follows spglib there."""
    random = np.random.default_rng(hall * 100 + ord(letter))
    other = None
    for _ in range(40):
        lattice = invariant_lattice(rotations, random)
        general = orbit(rotations, translations, random.uniform(0.03, 0.97, 3))
        second = orbit(rotations, translations, random.uniform(0.03, 0.97, 3))
        special = orbit(rotations, translations, projector @ random.uniform(0.03, 0.97, 3) + shift)
        points = general + second + special
        types = [1] * len(general) + [2] * len(second) + [3] * len(special)
        data = spglib.get_symmetry_dataset((lattice, points, types), symprec=1e-5, hall_number=hall)
        if data is None:
            continue
        shift_off = np.abs(data["origin_shift"] - np.round(data["origin_shift"])).max()
        axes_off = np.abs(data["transformation_matrix"] - np.eye(3)).max()
        if shift_off < 1e-4 and axes_off < 1e-4:
            return data["wyckoffs"][-1], data["site_symmetry_symbols"][-1]
        if data["wyckoffs"][-1] == letter:
            other = letter, data["site_symmetry_symbols"][-1]
    if other is None:
        raise SystemExit(f"Hall {hall} {letter}: no probe was recognised")
    return other


def main():
    rows = ["# Wyckoff positions of the 530 settings. Sources: cctbx Wyckoff tables (BSD-like), site-symmetry symbols from spglib "
            "(BSD-3-Clause); made by eng/tables/make_wyckoff.py",
            "\t".join("hall_number letter multiplicity site_symmetry degrees_of_freedom position".split())]
    renamed = 0
    for fields in settings():
        hall = int(fields[0])
        group = sgtbx.space_group_info(symbol="Hall: " + fields[5])
        table = group.wyckoff_table()
        database = spglib.get_symmetry_from_database(hall)
        letters = set()
        for index in range(table.size()):
            position = table.position(index)
            letter = "A" if position.letter() == "@" else position.letter()
            operation = position.special_op()
            projector, shift = matrices(operation)
            named, symbol = site_symmetry(hall, letter, projector, shift, database["rotations"], database["translations"])
            renamed += named != letter
            letters.add(named)
            rows.append("\t".join([str(hall), named, str(position.multiplicity()), symbol,
                                   str(np.linalg.matrix_rank(projector)), operation.as_xyz()]))
        if len(letters) != table.size():
            raise SystemExit(f"Hall {hall}: letters are no permutation")
    with open(RESOURCES / "wyckoff.tsv.gz", "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as out:
            out.write(("\n".join(rows) + "\n").encode())
    print(len(rows) - 2, "positions,", renamed, "named as spglib does")


main()
