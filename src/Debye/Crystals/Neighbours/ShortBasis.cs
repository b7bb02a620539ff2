using Debye.Crystals.Symmetry;

namespace Debye.Crystals.Neighbours;

/// <summary>A basis of short vectors of any lattice, however oblique its given cell is.</summary>
internal static class ShortBasis
{
    private const int RoundLimit = 200;
    private const double LargestFactor = 1e6;

    /// <summary>
    /// Short vectors as columns of whole numbers in the given basis; null when the lattice is too oblique for double precision.
    /// </summary>
    /// <remarks>
    /// Multiples of a vector are taken off the others while that shortens them (a large shear is gone in a few rounds, where
    /// Delaunay's steps would need as many as the shear is large); then Delaunay's reduction.
    /// </remarks>
    /// <param name="rows">Lattice vectors, rows, Å.</param>
    public static int[]? Of(ReadOnlySpan<double> rows)
    {
        var (vectors, basis) = (rows.ToArray(), Matrix3.Identity);
        var round = 0;
        for (var isShorter = true; isShorter; round++)
        {
            if (round == RoundLimit)
                return null;
            isShorter = false;
            for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
            {
                if (i == j)
                    continue;
                var factor = Math.Round(Dot(vectors, i, j) / Dot(vectors, j, j));
                if (factor == 0 || Math.Abs(Dot(vectors, i, j)) <= (0.5 + 1e-9) * Dot(vectors, j, j))
                    continue;
                if (!(Math.Abs(factor) <= LargestFactor))
                    return null;
                for (var x = 0; x < 3; x++)
                {
                    vectors[3 * i + x] -= factor * vectors[3 * j + x];
                    basis[3 * x + i] -= (int)factor * basis[3 * x + j];
                }

                isShorter = true;
            }
        }

        return LatticeReduction.Delaunay(vectors, 1e-9 * Dot(vectors, 0, 0)) is { } last ? Matrix3.Multiply(basis, last) : null;
    }

    private static double Dot(double[] vectors, int i, int j) =>
        vectors[3 * i] * vectors[3 * j] + vectors[3 * i + 1] * vectors[3 * j + 1] + vectors[3 * i + 2] * vectors[3 * j + 2];
}
