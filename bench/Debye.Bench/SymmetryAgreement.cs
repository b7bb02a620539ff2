using System.Globalization;
using Debye.Crystals;
using Debye.Crystals.Symmetry;
using Debye.Numerics;

namespace Debye.Bench;

/// <summary>Compares the space groups that Debye finds with those stated in a file of structures.</summary>
/// <remarks>
/// symmetry-agreement FILE [--every N] [--tolerance Å] [--list OUT.tsv]: one line per disagreement.
/// symmetry-agreement FILE --every N --displace Å --write OUT.jsonl: writes displaced structures (seeded) instead;
/// eng/spglib_groups.py then states spglib's answer for the same coordinates, and the first form compares.
/// </remarks>
internal static class SymmetryAgreement
{
    public static int Run(string[] args)
    {
        if (args.Length == 0)
            return Usage();
        var every = int.Parse(Option(args, "--every") ?? "1", CultureInfo.InvariantCulture);
        var structures = StructureJsonLines.Read(args[0]).Where((_, index) => index % every == 0);
        return Option(args, "--write") is { } target ? Displace(structures, target, Option(args, "--displace")) : Compare(structures, args);
    }

    private static int Compare(IEnumerable<Structure> structures, string[] args)
    {
        var tolerance = double.Parse(Option(args, "--tolerance") ?? "0.01", CultureInfo.InvariantCulture);
        using var list = Option(args, "--list") is { } path ? new StreamWriter(path) : null;
        list?.WriteLine("id\tformula\tsites\tstated\tfound\tstatus\ttolerance_used");
        var (total, agreed) = (0, 0);
        foreach (var structure in structures)
        {
            var found = SymmetryFinder.Find(structure, tolerance);
            total++;
            if (found.SpaceGroupNumber == structure.StatedSpaceGroup)
                agreed++;
            else
                list?.WriteLine(
                    string.Join(
                        '\t',
                        structure.Id,
                        structure.Formula,
                        structure.Sites.Length,
                        structure.StatedSpaceGroup,
                        found.SpaceGroupNumber,
                        found.Status,
                        found.ToleranceAngstrom.ToString("g4", CultureInfo.InvariantCulture)
                    )
                );
        }

        Console.WriteLine($"{agreed} of {total} agree ({100.0 * agreed / total:f3} %)");
        return 0;
    }

    private static int Displace(IEnumerable<Structure> structures, string target, string? size)
    {
        var sigma = double.Parse(size ?? "0.001", CultureInfo.InvariantCulture);
        var random = new Random(20260101);
        double Gauss() => sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        using var writer = new StreamWriter(target);
        foreach (var structure in structures)
        {
            var moved = structure.Sites.Select(site =>
                site with
                {
                    Position = site.Position + structure.Lattice.ToFractional(new CartesianPosition(Gauss(), Gauss(), Gauss())),
                }
            );
            writer.WriteLine(StructureJsonLines.Format(structure with { Sites = [.. moved] }));
        }

        return 0;
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    private static int Usage()
    {
        Console.Error.WriteLine(
            "usage: symmetry-agreement FILE.jsonl[.gz] [--every N] [--tolerance Å] [--list OUT.tsv | --displace Å --write OUT.jsonl]"
        );
        return 2;
    }
}
