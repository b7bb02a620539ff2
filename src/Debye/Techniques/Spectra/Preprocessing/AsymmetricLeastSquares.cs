namespace Debye.Techniques.Spectra.Preprocessing;

/// <summary>
/// Baseline by asymmetric least squares: smooth, with a much smaller penalty for values above it than for values below it.
/// </summary>
/// <remarks>
/// Minimises Σwᵢ(yᵢ − zᵢ)² + λΣ(zᵢ₋₁ − 2zᵢ + zᵢ₊₁)²; w is p where y lies above z and 1 − p elsewhere, found by repetition. Each pass solves
/// a band of five diagonals by LDLᵀ, linear in the number of points; of sixteen digits some log₁₀(λ/p) are lost. Source: P. H. C. Eilers,
/// Anal. Chem. 76, 370 (2004), doi 10.1021/ac034800e; P. H. C. Eilers, Anal. Chem. 75, 3631 (2003), doi 10.1021/ac034173t.
/// </remarks>
public static class AsymmetricLeastSquares
{
    /// <summary>Calculates the baseline.</summary>
    /// <param name="values">Three finite values or more.</param>
    /// <param name="smoothness">λ, above 0; 10²…10⁷ are usual.</param>
    /// <param name="asymmetry">p, above 0 and below 1; 0.001…0.1 for peaks that point up.</param>
    /// <param name="iterations">Most repetitions, 1 or more; it ends earlier when no weight changes.</param>
    /// <param name="destination">As many numbers; may not overlap <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">There are fewer than 3 values, or a setting is out of range.</exception>
    public static void Baseline(ReadOnlySpan<double> values, double smoothness, double asymmetry, int iterations, Span<double> destination)
    {
        if (values.Length < 3)
            throw new ArgumentException($"Expected at least 3 values, got {values.Length}.", nameof(values));
        if (!(smoothness > 0) || !double.IsFinite(smoothness))
            throw new ArgumentOutOfRangeException(nameof(smoothness), smoothness, "Expected above 0.");
        if (!(asymmetry > 0 && asymmetry < 1))
            throw new ArgumentOutOfRangeException(nameof(asymmetry), asymmetry, "Expected above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        var (weights, first, second) = (new double[values.Length], new double[values.Length], new double[values.Length]);
        Array.Fill(weights, 1);
        for (var pass = 0; pass < iterations; pass++)
        {
            Solve(values, weights, smoothness, first, second, destination);
            var changed = pass == 0;
            for (var i = 0; i < weights.Length; i++)
            {
                var weight = values[i] > destination[i] ? asymmetry : 1 - asymmetry;
                changed |= weight != weights[i];
                weights[i] = weight;
            }

            if (!changed)
                return;
        }
    }

    /// <summary>Solves (W + λDᵀD) z = W y by LDLᵀ of its band.</summary>
    private static void Solve(
        ReadOnlySpan<double> values,
        double[] weights,
        double smoothness,
        double[] first,
        double[] second,
        Span<double> z
    )
    {
        var (n, diagonal) = (values.Length, new double[values.Length]);
        for (var i = 0; i < n; i++)
        {
            var (d, a, b) = (weights[i] + smoothness * Square(i, n), i > 0 ? first[i - 1] : 0, i > 1 ? second[i - 2] : 0);
            diagonal[i] = d - (i > 0 ? a * a * diagonal[i - 1] : 0) - (i > 1 ? b * b * diagonal[i - 2] : 0);
            first[i] = i < n - 1 ? (smoothness * Next(i, n) - (i > 0 ? a * second[i - 1] * diagonal[i - 1] : 0)) / diagonal[i] : 0;
            second[i] = i < n - 2 ? smoothness / diagonal[i] : 0;
            z[i] = weights[i] * values[i] - (i > 0 ? a * z[i - 1] : 0) - (i > 1 ? b * z[i - 2] : 0);
        }

        for (var i = n - 1; i >= 0; i--)
            z[i] = z[i] / diagonal[i] - (i < n - 1 ? first[i] * z[i + 1] : 0) - (i < n - 2 ? second[i] * z[i + 2] : 0);
    }

    /// <summary>Element (i, i) of DᵀD: squares of 1, −2, 1 over the differences that a point takes part in.</summary>
    private static int Square(int i, int n) => (i < n - 2 ? 1 : 0) + (i > 0 && i < n - 1 ? 4 : 0) + (i > 1 ? 1 : 0);

    /// <summary>Element (i, i + 1) of DᵀD.</summary>
    private static int Next(int i, int n) => (i < n - 2 ? -2 : 0) + (i > 0 ? -2 : 0);
}
