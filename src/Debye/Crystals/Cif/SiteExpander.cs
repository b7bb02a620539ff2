using System.Collections.Immutable;

namespace Debye.Crystals.Cif;

/// <summary>Writes out the images of an independent site.</summary>
internal static class SiteExpander
{
    /// <summary>
    /// All different images of a site. A site that an operation moves by less than the tolerance (Å) lies on that symmetry
    /// element: it is moved onto it exactly, and images that then coincide are one site.
    /// </summary>
    public static List<Site> Expand(Site site, ImmutableArray<SymmetryOperation> operations, Lattice lattice, double toleranceAngstrom)
    {
        var centre = OntoElements(site.Position, operations, lattice, toleranceAngstrom);
        var result = new List<Site>();
        foreach (var operation in operations)
        {
            var image = operation.Apply(centre).Wrapped();
            if (result.Exists(other => DistanceAngstrom(lattice, other.Position, image) < toleranceAngstrom))
                continue;
            result.Add(site with { Position = image, Uij = site.Uij is { } u ? Turn(u, operation, lattice) : null });
        }

        return result;
    }

    /// <summary>Distance between the nearest images of two positions, Å; meant for small distances.</summary>
    public static double DistanceAngstrom(Lattice lattice, FractionalPosition a, FractionalPosition b) =>
        lattice.ToCartesian(Nearest(a - b)).Length;

    /// <summary>Displacement tensor of the image under an operation.</summary>
    /// <remarks>U' = N⁻¹·W·N·U·N·Wᵀ·N⁻¹ with N = diag(a*, b*, c*): the CIF tensor refers to axes of length a*.</remarks>
    public static AnisotropicDisplacement Turn(AnisotropicDisplacement u, SymmetryOperation o, Lattice lattice)
    {
        var reciprocal = lattice.ReciprocalMetricTensor();
        Span<double> n = [Math.Sqrt(reciprocal[0]), Math.Sqrt(reciprocal[4]), Math.Sqrt(reciprocal[8])];
        ReadOnlySpan<double> full = [u.U11, u.U12, u.U13, u.U12, u.U22, u.U23, u.U13, u.U23, u.U33];
        ReadOnlySpan<int> w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
        Span<double> turned = stackalloc double[9];
        turned.Clear();
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        for (var k = 0; k < 3; k++)
        for (var l = 0; l < 3; l++)
            turned[3 * i + j] += w[3 * i + k] * n[k] * full[3 * k + l] * n[l] * w[3 * j + l] / (n[i] * n[j]);
        return new AnisotropicDisplacement(turned[0], turned[4], turned[8], turned[1], turned[2], turned[5]);
    }

    private static FractionalPosition OntoElements(
        FractionalPosition position,
        ImmutableArray<SymmetryOperation> operations,
        Lattice lattice,
        double tolerance
    )
    {
        var sum = default(FractionalPosition);
        var count = 0;
        foreach (var operation in operations)
        {
            var shift = Nearest(operation.Apply(position) - position);
            if (lattice.ToCartesian(shift).Length >= tolerance)
                continue;
            sum += shift;
            count++;
        }

        return count < 2
            ? position
            : new FractionalPosition(position.X + sum.X / count, position.Y + sum.Y / count, position.Z + sum.Z / count);
    }

    private static FractionalPosition Nearest(FractionalPosition d) =>
        new(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z));
}
