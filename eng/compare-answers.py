#!/usr/bin/env python3
"""Asks two builds of debye the same 200 questions, 40 for each technique, and compares every number of their answers.

    python3 eng/compare-answers.py OLD/Debye.Cli.dll NEW/Debye.Cli.dll [xrd pdf eis crystal spectra]

The measurements come from the reference data in DEBYE_SHARED (or ../shared): powder patterns of RRUFF, measured G(r), labelled
impedance spectra, crystals of the Materials Project; spectra come from samples/data, with a model that each build trains itself.
"""
import csv, gzip, json, math, os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("DEBYE_SHARED") or os.path.join(ROOT, "..", "shared")
COUNT = 40
TOLERANCE = 1e-9
TECHNIQUES = ["xrd", "pdf", "eis", "crystal", "spectra"]
# Sentences for people, which may be worded anew.
WORDS = {"notes", "unknownBecause"}


def shared(*parts):
    return os.path.join(SHARED, "data", *parts)


def every(items, count):
    items = list(items)
    return [items[i * len(items) // count] for i in range(count)]


def write(folder, name, text):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def make_inputs(folder):
    with gzip.open(shared("xrd", "rruff608.csv.gz"), "rt") as file:
        rows = list(csv.reader(file))
    for row in every(rows[1:], COUNT):
        write(f"{folder}/xrd", f"{int(row[0]):04d}.xy", "\n".join(f"{x} {y}" for x, y in zip(rows[0][3:], row[3:])))
    with gzip.open(shared("pdf", "experimental_gr.json.gz"), "rt") as file:
        curves = json.load(file)
    for item in every(curves, COUNT):
        points = "\n".join(f"{r} {g}" for r, g in zip(item["r"], item["G"]))
        write(f"{folder}/pdf", f"{item['id']}.gr", "#### start data\n#L r($\\AA$) G($\\AA^{-2}$)\n" + points + "\n")
    with gzip.open(shared("eis", "autoecm_test_1761.jsonl.gz"), "rt") as file:
        spectra = [json.loads(line) for line in file]
    for item in every(spectra, COUNT):
        points = "\n".join(f"{f},{a},{b}" for f, a, b in zip(item["freq"], item["re"], item["im"]))
        write(f"{folder}/eis", f"{int(item['id']):04d}.csv", "frequency_Hz,real_Ohm,imaginary_Ohm\n" + points + "\n")
    with gzip.open(shared("bandgap", "structures.jsonl.gz"), "rt") as file:
        structures = file.readlines()
    write(f"{folder}/crystal", "structures.jsonl", "".join(every(structures, COUNT)))
    with open(os.path.join(ROOT, "samples", "data", "minerals.csv"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    write(f"{folder}/spectra", "minerals.csv", "\n".join([lines[0]] + every(lines[1:], COUNT)) + "\n")


def run(build, *words):
    done = subprocess.run(["dotnet", build, *words], capture_output=True, text=True, check=False)
    return done.stdout


def answers(build, folder, technique, work):
    inputs = sorted(os.path.join(folder, technique, name) for name in os.listdir(os.path.join(folder, technique)))
    if technique == "crystal":
        text = run(build, "crystal", "predict", *inputs, "--json", "--threads", "2")
    elif technique == "spectra":
        model = os.path.join(work, "sample")
        run(build, "spectra", "train", os.path.join(ROOT, "recipes", "spectra-sample.json"), "--out", model)
        text = run(build, "spectra", "identify", *inputs, "--model", model, "--json")
    else:
        text = run(build, technique, "identify", *inputs, "--json")
    return [json.loads(line) for line in text.splitlines()]


def differences(old, new, place, found):
    """Differences of two documents: (place, size), infinite where one has what the other lacks."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (old.keys() | new.keys()) - WORDS:
            if key in old and key in new:
                differences(old[key], new[key], f"{place}.{key}", found)
            elif (old.get(key) or new.get(key)) is not None:
                found.append((f"{place}.{key}", math.inf))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (a, b) in enumerate(zip(old, new)):
            differences(a, b, f"{place}[{i}]", found)
    elif isinstance(old, (int, float)) and isinstance(new, (int, float)) and not isinstance(old, bool):
        size = abs(old - new) / max(1.0, abs(old))
        if size > TOLERANCE:
            found.append((place, size))
    elif old != new:
        found.append((place, math.inf))


def main():
    old_build, new_build = sys.argv[1:3]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        make_inputs(folder)
        print(f"{'technique':10} {'inputs':>6} {'answers':>8} {'different':>9}  largest difference")
        for technique in [word for word in sys.argv[3:] if word in TECHNIQUES] or TECHNIQUES:
            old = answers(old_build, folder, technique, os.path.join(folder, "old"))
            new = answers(new_build, folder, technique, os.path.join(folder, "new"))
            found, different = [], 0
            for i, (a, b) in enumerate(zip(old, new)):
                before = len(found)
                differences(a, b, f"{technique}[{i}]", found)
                different += len(found) > before
            if len(old) != len(new):
                found.append((f"{technique}: {len(old)} and {len(new)} answers", math.inf))
            failed += bool(found)
            worst = max(found, key=lambda item: item[1], default=None)
            print(f"{technique:10} {COUNT:6} {len(new):8} {different:9}  {'none' if worst is None else worst}")
            for place, size in found[:5] if "-v" in sys.argv else []:
                print("   ", place, size)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
