using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;

namespace Debye.Crystals;

/// <summary>An affine map x' = M·x + t on fractional coordinates; M need not be invertible.</summary>
public readonly record struct AffineMap(
    double M11,
    double M12,
    double M13,
    double M21,
    double M22,
    double M23,
    double M31,
    double M32,
    double M33,
    double Tx,
    double Ty,
    double Tz
)
{
    /// <summary>Maps a position.</summary>
    public FractionalPosition Apply(FractionalPosition p) =>
        new(M11 * p.X + M12 * p.Y + M13 * p.Z + Tx, M21 * p.X + M22 * p.Y + M23 * p.Z + Ty, M31 * p.X + M32 * p.Y + M33 * p.Z + Tz);

    /// <summary>A symmetry operation after this map.</summary>
    public AffineMap Then(SymmetryOperation operation)
    {
        var t = operation.Apply(new FractionalPosition(Tx, Ty, Tz)).Wrapped();
        return new AffineMap(
            operation.W11 * M11 + operation.W12 * M21 + operation.W13 * M31,
            operation.W11 * M12 + operation.W12 * M22 + operation.W13 * M32,
            operation.W11 * M13 + operation.W12 * M23 + operation.W13 * M33,
            operation.W21 * M11 + operation.W22 * M21 + operation.W23 * M31,
            operation.W21 * M12 + operation.W22 * M22 + operation.W23 * M32,
            operation.W21 * M13 + operation.W22 * M23 + operation.W23 * M33,
            operation.W31 * M11 + operation.W32 * M21 + operation.W33 * M31,
            operation.W31 * M12 + operation.W32 * M22 + operation.W33 * M32,
            operation.W31 * M13 + operation.W32 * M23 + operation.W33 * M33,
            t.X,
            t.Y,
            t.Z
        );
    }
}

/// <summary>A Wyckoff position of one setting: positions with the same site symmetry, and how they move together.</summary>
/// <remarks>Source: International Tables for Crystallography A; cctbx and spglib tables.</remarks>
public sealed class WyckoffPosition
{
    internal WyckoffPosition(
        char letter,
        int multiplicity,
        string siteSymmetry,
        int degreesOfFreedom,
        string representative,
        ImmutableArray<SymmetryOperation> operations
    )
    {
        (Letter, Multiplicity, SiteSymmetry, DegreesOfFreedom, Representative) = (
            letter,
            multiplicity,
            siteSymmetry,
            degreesOfFreedom,
            representative
        );
        Positions = Orbit(AffineMapText.Parse(representative), operations, multiplicity);
    }

    /// <summary>Letter: 'a' for the most special position; the 27th of Pmmm is 'A'.</summary>
    public char Letter { get; }

    /// <summary>Number of positions in the cell.</summary>
    public int Multiplicity { get; }

    /// <summary>Oriented site-symmetry symbol, "m.m2".</summary>
    public string SiteSymmetry { get; }

    /// <summary>Number of free coordinates, 0…3.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The first position as text; a projection of any x, y, z onto the position.</summary>
    public string Representative { get; }

    /// <summary>Maps from any point to each position of the orbit, centring included; the first is <see cref="Representative"/>.</summary>
    /// <remarks>A point that already lies on the first position may be given again: the maps then return its orbit.</remarks>
    public ImmutableArray<AffineMap> Positions { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Multiplicity}{Letter}";

    /// <summary>All Wyckoff positions by Hall number, in the order of the table: general position first.</summary>
    internal static ImmutableArray<WyckoffPosition>[] LoadAll(ImmutableArray<SpaceGroupSetting> settings)
    {
        var builders = new ImmutableArray<WyckoffPosition>.Builder[settings.Length];
        using var reader = new StreamReader(new GZipStream(Resources.Open("wyckoff.tsv.gz"), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            if (fields.Length != 6 || !int.TryParse(fields[0], CultureInfo.InvariantCulture, out var hall))
                continue;
            var position = new WyckoffPosition(
                fields[1][0],
                int.Parse(fields[2], CultureInfo.InvariantCulture),
                fields[3],
                int.Parse(fields[4], CultureInfo.InvariantCulture),
                fields[5],
                settings[hall - 1].Operations
            );
            (builders[hall - 1] ??= ImmutableArray.CreateBuilder<WyckoffPosition>()).Add(position);
        }

        return [.. builders.Select(builder => builder.ToImmutable())];
    }

    private static ImmutableArray<AffineMap> Orbit(AffineMap first, ImmutableArray<SymmetryOperation> operations, int multiplicity)
    {
        // Two images are the same position when they agree for one point without special coordinates.
        var probe = new FractionalPosition(0.1273, 0.3141, 0.2718);
        var maps = ImmutableArray.CreateBuilder<AffineMap>(multiplicity);
        var images = new List<FractionalPosition>(multiplicity);
        foreach (var operation in operations)
        {
            var map = operation == SymmetryOperation.Identity ? first : first.Then(operation);
            var image = map.Apply(probe);
            if (images.Exists(other => IsSame(other, image)))
                continue;
            images.Add(image);
            maps.Add(map);
        }

        if (maps.Count != multiplicity)
            throw new InvalidOperationException(Invariant($"The orbit has {maps.Count} positions, the table says {multiplicity}."));
        return maps.MoveToImmutable();
    }

    private static bool IsSame(FractionalPosition a, FractionalPosition b)
    {
        var d = a - b;
        return Math.Abs(d.X - Math.Round(d.X)) + Math.Abs(d.Y - Math.Round(d.Y)) + Math.Abs(d.Z - Math.Round(d.Z)) < 1e-6;
    }
}
