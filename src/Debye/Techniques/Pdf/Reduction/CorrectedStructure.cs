using System.Collections.Immutable;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>F(Q) from Qmin to Qmaxinst once scale and polynomial are found.</summary>
/// <param name="Q">Axis, 1/Å, above 0.</param>
/// <param name="F">F(Q), 1/Å.</param>
/// <param name="Sigma">Standard uncertainties from those of the intensity alone; empty where there are none.</param>
/// <param name="Degree">Degree of Q P(Q).</param>
/// <param name="Scale">Factor on intensity/⟨f⟩².</param>
internal sealed record CorrectedStructure(double[] Q, double[] F, double[] Sigma, double Degree, double Scale)
{
    /// <exception cref="ArgumentException">Too few points for the polynomial, or the intensity is below 0 on average.</exception>
    public static CorrectedStructure Of(
        RawIntensity raw,
        AverageScattering scattering,
        Limits limits,
        double rpoly,
        ImmutableArray<string>.Builder notes
    )
    {
        // F(0) is 0 whatever was measured there.
        var kept = Enumerable
            .Range(0, raw.Q.Length)
            .Where(i => raw.Q[i] > 0 && raw.Q[i] >= limits.Qmin - 1e-9 && raw.Q[i] <= limits.Qmaxinst + 1e-9)
            .ToArray();
        if (kept.Length < PdfReader.MinimumPoints)
            throw new ArgumentException(
                Invariant($"{kept.Length} points lie between Qmin {limits.Qmin:g5} and Qmaxinst {limits.Qmaxinst:g5} 1/Å; at ")
                    + Invariant($"least {PdfReader.MinimumPoints} are needed."),
                nameof(raw)
            );
        var negative = kept.Count(i => raw.Intensity[i] < 0);
        if (negative > 0)
            notes.Add(
                Invariant(
                    $"{negative} of {kept.Length} intensities are below 0; where a background was taken off, its scale may be too large."
                )
            );
        var q = Array.ConvertAll(kept, i => raw.Q[i]);
        var structure = Array.ConvertAll(kept, i => raw.Intensity[i] / scattering.MeanSquared(raw.Q[i]));
        var scale = Scaling(q, structure);
        for (var i = 0; i < q.Length; i++)
            structure[i] *= scale;
        var degree = PolynomialCorrection.Degree(rpoly, limits.Qmin, limits.Qmaxinst);
        if (!(degree is >= 1 and <= ReductionOptions.LargestDegree && degree < q.Length / 2.0))
            throw new ArgumentException(
                Invariant($"rpoly {rpoly:g4} Å asks for a polynomial of degree {degree:0.##} through {q.Length} points; ")
                    + Invariant($"expected 1…{ReductionOptions.LargestDegree} and less than half the points."),
                nameof(rpoly)
            );
        double[] sigma =
            raw.Sigma.Length == 0 ? [] : Array.ConvertAll(kept, i => scale * raw.Q[i] * raw.Sigma[i] / scattering.MeanSquared(raw.Q[i]));
        return new CorrectedStructure(q, PolynomialCorrection.Apply(q, structure, degree), sigma, degree, scale);
    }

    /// <summary>The same up to a largest Q.</summary>
    public CorrectedStructure UpTo(double qmax)
    {
        var count = Array.FindLastIndex(Q, value => value <= qmax + 1e-9) + 1;
        if (count < PdfReader.MinimumPoints)
            throw new ArgumentException(
                Invariant($"{count} points lie below Qmax {qmax:g5} 1/Å; at least {PdfReader.MinimumPoints} are needed."),
                nameof(qmax)
            );
        return this with { Q = Q[..count], F = F[..count], Sigma = Sigma.Length == 0 ? [] : Sigma[..count] };
    }

    /// <summary>The s for which s·Sm is closest to 1 over all points.</summary>
    private static double Scaling(double[] q, double[] structure)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < q.Length; i++)
        {
            var weighted = PdfKernels.Cell(q, i) * structure[i];
            (sum, squares) = (sum + weighted, squares + weighted * structure[i]);
        }

        return sum > 0 && double.IsFinite(squares)
            ? sum / squares
            : throw new ArgumentException(
                "The intensity less background is below 0 on average: the scale of the background is too large.",
                nameof(structure)
            );
    }
}
