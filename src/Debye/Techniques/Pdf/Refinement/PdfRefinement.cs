using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Pdf.Refinement;

/// <summary>A crystal fitted to a curve.</summary>
public sealed record PdfRefinement
{
    /// <summary>The crystal with its refined cell and coordinates, and the elements it had before.</summary>
    public required AsymmetricStructure Crystal { get; init; }

    /// <summary>Refined scattering power of each independent site, in the unit of the tables; only their ratios are determined.</summary>
    public required ImmutableArray<double> Powers { get; init; }

    /// <summary>√(Σ residual² / Σ (curve − mean)²) over the compared points: 0 for a perfect fit, 1 for none.</summary>
    public required double Misfit { get; init; }

    /// <summary>
    /// The misfit times n^(k/2n) for n compared points and k parameters: of two refinements the smaller one explains the curve with fewer.
    /// </summary>
    /// <remarks>
    /// The order of the Bayesian information criterion n ln(misfit²) + k ln n: G. Schwarz, Ann. Stat. 6, 461 (1978), doi
    /// 10.1214/aos/1176344136.
    /// </remarks>
    public double PenalisedMisfit => Math.Max(Misfit, 1e-6) * Math.Exp(Point.Length * Math.Log(Curve.Length) / (2 * Curve.Length));

    /// <summary>Displacement of all atoms, refined or as supposed, Å².</summary>
    public required double UisoAngstrom2 { get; init; }

    /// <summary>Damping by the resolution, refined or as supposed, 1/Å.</summary>
    public required double QdampPerAngstrom { get; init; }

    /// <summary>The fitted curve on the first points of the grid, in the unit of the given one.</summary>
    public required ReadOnlyMemory<float> Curve { get; init; }

    /// <summary>
    /// The space group that the refined crystal has: above that of the known one when the changes made it more symmetric.
    /// </summary>
    /// <param name="toleranceAngstrom">Distance tolerance of the symmetry search, Å.</param>
    /// <param name="similarity">Sites whose scattering powers differ by less, relatively, count as the same element: G(r) does not tell
    /// them apart.</param>
    /// <returns>The number; that of the known crystal where none is found.</returns>
    public int SpaceGroup(double toleranceAngstrom = 0.2, double similarity = 0.15)
    {
        var sites = Crystal.Sites.ToArray();
        for (var s = 0; s < sites.Length; s++)
        {
            var like = Enumerable.Range(0, s).FirstOrDefault(other => Math.Abs(Powers[other] / Powers[s] - 1) < similarity, s);
            sites[s] = sites[s] with { Species = sites[like].Species };
            if (like == s)
                sites[s] = sites[s] with { Species = new Species(1 + s % 98) };
        }

        var refined = (Crystal with { Sites = [.. sites] }).Expand() with { KnownOperations = [] };
        return SymmetryFinder.Find(refined, toleranceAngstrom).Setting?.SpaceGroupNumber ?? Crystal.Setting.SpaceGroupNumber;
    }

    /// <summary>χ² with the prior.</summary>
    internal double Objective { get; init; }

    /// <summary>All parameters in units of the prior.</summary>
    internal double[] Point { get; init; } = [];
}
