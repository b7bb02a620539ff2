using System.Collections.Immutable;

namespace Debye.Crystals.Cif;

/// <summary>Reads crystal structures from Crystallographic Information Files (CIF 1.1).</summary>
/// <remarks>
/// Symmetry is taken from the listed operations (products that a list leaves out are added), else from the Hall symbol, the
/// Hermann–Mauguin symbol or the number. Where these leave axes or origin open, the cell decides between rhombohedral and
/// hexagonal axes, and the origin is the one that gives the stated multiplicities or, without these, keeps atoms farthest
/// apart. B values become U = B/8π². Sites marked as vacancies or dummies, and sites of occupancy 0, are left out.
/// Source: International Tables for Crystallography G; core CIF dictionary 2.4.
/// </remarks>
public static class CifReader
{
    /// <summary>Images of one site closer than this are one site, Å.</summary>
    public const double MergeToleranceAngstrom = 0.05;

    /// <summary>Reads every structure of a file, one for each data block that has atoms.</summary>
    /// <param name="path">File name.</param>
    /// <returns>The structures with all sites of the cell, in the order of the file.</returns>
    /// <exception cref="DataFormatException">The file is no CIF, or a block states an impossible structure; names file and
    /// line.</exception>
    public static IReadOnlyList<Structure> Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads every structure of a CIF text; <paramref name="path"/> is only named in errors.</summary>
    /// <exception cref="DataFormatException">As for <see cref="Read"/>.</exception>
    public static IReadOnlyList<Structure> Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        var structures = CifBlock.Parse(text, path).Where(CifAtoms.Has).Select(Convert).ToList();
        return structures.Count > 0
            ? structures
            : throw new DataFormatException(path, 0, "no data block has atoms: expected a table with _atom_site_fract_x");
    }

    private static Structure Convert(CifBlock block)
    {
        var lattice = Cell(block);
        var atoms = new CifAtoms(block, lattice).Read();
        if (atoms.Count == 0)
            throw new DataFormatException(block.Path, block.Line, $"data_{block.Name} has no occupied sites");
        var number = CifSymmetry.StatedNumber(block);
        var candidates = CifSymmetry.Candidates(block, lattice);
        var expanded = candidates.ConvertAll(operations =>
            atoms.ConvertAll(atom => SiteExpander.Expand(atom.Site, operations, lattice, MergeToleranceAngstrom))
        );
        var best = candidates.Count == 1 ? 0 : Enumerable.Range(0, candidates.Count).MaxBy(i => Plausibility(expanded[i], atoms, lattice));
        return new Structure
        {
            Id = block.Name,
            Lattice = lattice,
            Sites = Join(block, expanded[best], atoms.ConvertAll(atom => atom.Line), lattice),
            StatedSpaceGroup = number,
            KnownOperations = candidates[best],
        };
    }

    private static readonly string[] Angles = ["alpha", "beta", "gamma"];

    private static Lattice Cell(CifBlock block)
    {
        var lengths = new double[3];
        var angles = new double[3];
        var line = block.Line;
        for (var i = 0; i < 3; i++)
        {
            var name = "_cell_length_" + "abc"[i];
            var length = block.Find(name) ?? throw new DataFormatException(block.Path, block.Line, $"data_{block.Name} has no {name}");
            (lengths[i], line) = (block.Number(length, name), length.Line);
            var angle = "_cell_angle_" + Angles[i];
            angles[i] = block.Find(angle) is { } value ? block.Number(value, angle) : 90;
        }

        try
        {
            return Lattice.FromParameters(lengths[0], lengths[1], lengths[2], angles[0], angles[1], angles[2]);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(block.Path, line, problem.Message, problem);
        }
    }

    /// <summary>How well expanded sites fit: stated multiplicities first, then the shortest distance between atoms.</summary>
    private static (int Multiplicities, double Distance) Plausibility(
        List<List<Site>> expanded,
        List<(Site Site, int Multiplicity, int Line)> atoms,
        Lattice lattice
    )
    {
        var fitting = atoms.Where((atom, i) => atom.Multiplicity == expanded[i].Count).Count();
        var shortest = double.PositiveInfinity;
        for (var i = 0; i < expanded.Count; i++)
        for (var j = 0; j <= i; j++)
        for (var k = i == j ? 1 : 0; k < expanded[j].Count; k++)
        {
            var distance = SiteExpander.DistanceAngstrom(lattice, expanded[i][0].Position, expanded[j][k].Position);
            if (distance > MergeToleranceAngstrom)
                shortest = Math.Min(shortest, distance);
        }

        return (fitting, Math.Round(shortest, 3));
    }

    /// <summary>
    /// All sites together. A site listed again as the image of an earlier one is left out; a position that would then
    /// hold more than one atom is an error.
    /// </summary>
    private static ImmutableArray<Site> Join(CifBlock block, List<List<Site>> expanded, List<int> lines, Lattice lattice)
    {
        var result = ImmutableArray.CreateBuilder<Site>();
        for (var i = 0; i < expanded.Count; i++)
        {
            var first = expanded[i][0];
            var shared = result
                .Where(other => SiteExpander.DistanceAngstrom(lattice, other.Position, first.Position) < MergeToleranceAngstrom)
                .ToList();
            var occupancy = first.Occupancy + shared.Sum(other => other.Occupancy);
            if (occupancy > 1.05 && shared.Exists(other => other.Species == first.Species && other.Occupancy == first.Occupancy))
                continue;
            if (occupancy > 1.05)
                throw new DataFormatException(
                    block.Path,
                    lines[i],
                    Invariant($"{first.Species} shares its position with other atoms, {occupancy:0.###} atoms in all")
                );
            result.AddRange(expanded[i]);
        }

        return result.ToImmutable();
    }
}
