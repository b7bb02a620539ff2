using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Pdf.Refinement;

/// <summary>What may change in a crystal without changing its symmetry: strains, free coordinates, scattering powers.</summary>
/// <remarks>
/// Directions are found, not tabulated: a strain is free when the point group keeps it, a shift when the Wyckoff position does.
/// </remarks>
internal sealed class RefinementParameters
{
    private const double Smallest = 1e-6;

    private RefinementParameters(
        double[][] strains,
        (int Site, CartesianPosition Direction)[] shifts,
        PowerGroup[] powers,
        bool refinesWidths
    ) => (Strains, Shifts, Powers, RefinesWidths) = (strains, shifts, powers, refinesWidths);

    /// <summary>Orthonormal symmetric tensors xx, yy, zz, xy, xz, yz on Cartesian axes (elements off the diagonal once).</summary>
    public double[][] Strains { get; }

    /// <summary>Orthonormal directions of independent sites.</summary>
    public (int Site, CartesianPosition Direction)[] Shifts { get; }

    /// <summary>Sites whose scattering powers change together: those of each element, then each site of an element with several.</summary>
    public PowerGroup[] Powers { get; }

    /// <summary>Whether the logarithm of the displacement of all atoms and an additional damping, Å⁻², come last.</summary>
    public bool RefinesWidths { get; }

    /// <summary>Number of parameters: strains, shifts, powers, those of the measurement.</summary>
    public int Count => OfCrystal + (RefinesWidths ? 2 : 0);

    /// <summary>Number of strains, shifts and powers.</summary>
    public int OfCrystal => Moving + Powers.Length;

    /// <summary>Number of strains and shifts.</summary>
    public int Moving => Strains.Length + Shifts.Length;

    /// <summary>Finds the parameters of a crystal.</summary>
    public static RefinementParameters Of(AsymmetricStructure crystal, bool refinesWidths = false)
    {
        var shifts = new List<(int, CartesianPosition)>();
        for (var s = 0; s < crystal.Sites.Length; s++)
            foreach (var direction in FreeDirections(crystal.Lattice, crystal.Sites[s].Wyckoff.Positions[0]))
                shifts.Add((s, direction));
        int[][] elements =
        [
            .. Enumerable
                .Range(0, crystal.Sites.Length)
                .GroupBy(s => crystal.Sites[s].Species.AtomicNumber)
                .Select(sites => sites.ToArray()),
        ];
        var single = elements
            .Where(sites => sites.Length > 1)
            .SelectMany(sites => sites)
            .Select(s => new PowerGroup([s], IsElement: false));
        return new RefinementParameters(
            FreeStrains(crystal),
            [.. shifts],
            [.. elements.Select(sites => new PowerGroup(sites, IsElement: true)), .. single],
            refinesWidths
        );
    }

    /// <summary>Expected size of a change: no unit, Å, or of a logarithm.</summary>
    public double Deviation(int parameter, RefinementPrior prior)
    {
        if (parameter < Strains.Length)
            return prior.Strain;
        if (parameter < Moving)
            return prior.ShiftAngstrom;
        if (parameter >= OfCrystal)
            return parameter == OfCrystal ? prior.Width : prior.DampingPerAngstrom2;
        return Powers[parameter - Moving].IsElement ? prior.ElementPower : prior.SitePower;
    }

    private static List<CartesianPosition> FreeDirections(Lattice lattice, AffineMap map)
    {
        var found = new List<double[]>();
        ReadOnlySpan<FractionalPosition> columns =
        [
            new(map.M11, map.M21, map.M31),
            new(map.M12, map.M22, map.M32),
            new(map.M13, map.M23, map.M33),
        ];
        foreach (var column in columns)
        {
            var c = lattice.ToCartesian(column);
            AddIfNew(found, [c.X, c.Y, c.Z], lattice.A);
        }

        return [.. found.Select(v => new CartesianPosition(v[0], v[1], v[2]))];
    }

    /// <summary>Averages every elementary strain over the point group; what is left and new is free.</summary>
    private static double[][] FreeStrains(AsymmetricStructure crystal)
    {
        var rotations = crystal.Setting.Operations.Select(operation => Rotation(crystal.Lattice, operation)).ToArray();
        var found = new List<double[]>();
        for (var k = 0; k < 6; k++)
        {
            var mean = new double[6];
            foreach (var r in rotations)
            {
                var (p, q) = Axes(k);
                for (var c = 0; c < 6; c++)
                {
                    var (i, j) = Axes(c);
                    mean[c] += (r[3 * i + p] * r[3 * j + q] + r[3 * i + q] * r[3 * j + p]) / (2.0 * rotations.Length);
                }
            }

            AddIfNew(found, mean, 1);
        }

        return [.. found];
    }

    /// <summary>Cartesian matrix of an operation: x' = R·x for column vectors.</summary>
    private static double[] Rotation(Lattice lattice, SymmetryOperation w)
    {
        var result = new double[9];
        for (var axis = 0; axis < 3; axis++)
        {
            var f = lattice.ToFractional(new CartesianPosition(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0));
            var moved = lattice.ToCartesian(
                new FractionalPosition(
                    w.W11 * f.X + w.W12 * f.Y + w.W13 * f.Z,
                    w.W21 * f.X + w.W22 * f.Y + w.W23 * f.Z,
                    w.W31 * f.X + w.W32 * f.Y + w.W33 * f.Z
                )
            );
            (result[axis], result[3 + axis], result[6 + axis]) = (moved.X, moved.Y, moved.Z);
        }

        return result;
    }

    /// <summary>The axes of a component xx, yy, zz, xy, xz, yz.</summary>
    private static (int First, int Second) Axes(int component) =>
        component switch
        {
            0 => (0, 0),
            1 => (1, 1),
            2 => (2, 2),
            3 => (0, 1),
            4 => (0, 2),
            _ => (1, 2),
        };

    private static void AddIfNew(List<double[]> found, double[] vector, double unit)
    {
        foreach (var other in found)
        {
            var along = 0.0;
            for (var i = 0; i < vector.Length; i++)
                along += vector[i] * other[i];
            for (var i = 0; i < vector.Length; i++)
                vector[i] -= along * other[i];
        }

        var length = Math.Sqrt(vector.Sum(v => v * v));
        if (length > Smallest * unit)
            found.Add([.. vector.Select(v => v / length)]);
    }
}

/// <summary>Independent sites whose scattering powers change by one factor.</summary>
/// <param name="Sites">The sites.</param>
/// <param name="IsElement">Whether they are all sites of an element.</param>
internal readonly record struct PowerGroup(int[] Sites, bool IsElement);
