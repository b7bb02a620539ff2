namespace Debye.Techniques.Pdf;

/// <summary>From the reduced structure function to the pair distribution function.</summary>
/// <remarks>
/// G(r) = (2/π) ∫ F(Q) sin(Qr) dQ over what was measured, F(Q) = Q[S(Q) − 1]. Source: T. Egami, S. J. L. Billinge,
/// Underneath the Bragg Peaks (Pergamon, 2003), eq. 3.1. Uncertainties, where the curve has them, are carried on as independent of each
/// other.
/// </remarks>
public static class PdfTransform
{
    /// <summary>G(r) of an F(Q) or S(Q); a note states the transform.</summary>
    /// <param name="data">F(Q) or S(Q); a G(r) is returned as it is.</param>
    /// <param name="rminAngstrom">First distance, Å, at least 0.</param>
    /// <param name="rmaxAngstrom">Largest distance, Å.</param>
    /// <param name="rstepAngstrom">Step, Å.</param>
    /// <param name="qminPerAngstrom">Lower end of the integral, 1/Å; null for the header's Qmin, else all that was measured.</param>
    /// <param name="qmaxPerAngstrom">Upper end of the integral, 1/Å; null for the header's Qmax, else all that was measured.</param>
    /// <param name="lorch">Whether F is multiplied by the window sin(πQ/Qmax)/(πQ/Qmax) of E. Lorch, J. Phys. C 2, 229 (1969).</param>
    /// <exception cref="ArgumentException">The curve is an intensity, or fewer than 10 of its points lie between the limits.</exception>
    public static PdfData ToPairDistribution(
        PdfData data,
        double rminAngstrom = 0,
        double rmaxAngstrom = 30,
        double rstepAngstrom = 0.01,
        double? qminPerAngstrom = null,
        double? qmaxPerAngstrom = null,
        bool lorch = false
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Quantity == PdfQuantity.PairDistribution)
            return data;
        if (data.Quantity is not (PdfQuantity.ReducedStructure or PdfQuantity.StructureFactor))
            throw new ArgumentException(
                $"The file holds {data.Quantity.Symbol()}: reduce it to G(r) first (debye pdf reduce).",
                nameof(data)
            );
        var (low, high) = (
            qminPerAngstrom ?? data.Header.QminPerAngstrom ?? 0,
            qmaxPerAngstrom ?? data.Header.QmaxPerAngstrom ?? data.X[^1]
        );
        var (q, f, sigma) = Between(data, low, high);
        if (lorch)
        {
            Lorch(q, f, high);
            Lorch(q.AsSpan(0, sigma.Length), sigma, high);
        }

        var r = Grid(rminAngstrom, rmaxAngstrom, rstepAngstrom);
        var (g, uncertainty) = (new double[r.Length], new double[sigma.Length > 0 ? r.Length : 0]);
        PdfKernels.PairDistribution(q, f, r, g);
        if (sigma.Length > 0)
            PdfKernels.PairDistributionSigma(q, sigma, r, uncertainty);
        var window = lorch ? " with a Lorch window" : "";
        return new PdfData(PdfQuantity.PairDistribution, r, g, uncertainty)
        {
            Header = data.Header,
            Source = data.Source,
            Notes = data.Notes.Add(
                Invariant($"Transformed from {data.Quantity.Symbol()} over Q = {q[0]:0.####}…{q[^1]:0.####} 1/Å{window}.")
            ),
        };
    }

    /// <summary>The distances of a uniform grid, both ends included, Å.</summary>
    internal static double[] Grid(double rmin, double rmax, double rstep)
    {
        if (!(rmin >= 0 && rmax > rmin && rstep > 0 && (rmax - rmin) / rstep is >= 1 and <= 10_000_000))
            throw new ArgumentException(
                Invariant($"Expected 0 ≤ rmin < rmax and a step above 0, got {rmin:g6}, {rmax:g6} and {rstep:g6} Å."),
                nameof(rstep)
            );
        var r = new double[1 + (int)Math.Floor((rmax - rmin) / rstep + 1e-6)];
        for (var i = 0; i < r.Length; i++)
            r[i] = rmin + i * rstep;
        return r;
    }

    /// <summary>Multiplies F by sin(πQ/Qmax)/(πQ/Qmax).</summary>
    internal static void Lorch(ReadOnlySpan<double> q, Span<double> f, double qmax)
    {
        for (var i = 0; i < q.Length; i++)
        {
            var phase = Math.PI * q[i] / qmax;
            f[i] *= phase < 1e-8 ? 1 : Math.Sin(phase) / phase;
        }
    }

    private static (double[] Q, double[] F, double[] Sigma) Between(PdfData data, double low, double high)
    {
        var (first, end) = (0, data.Length);
        while (first < end && data.X[first] < low - 1e-9)
            first++;
        while (end > first && data.X[end - 1] > high + 1e-9)
            end--;
        if (end - first < PdfReader.MinimumPoints)
            throw new ArgumentException(
                Invariant(
                    $"{end - first} points lie between Q = {low:g6} and {high:g6} 1/Å; at least {PdfReader.MinimumPoints} are needed."
                ),
                nameof(data)
            );
        var (q, f) = (data.X[first..end].ToArray(), data.Y[first..end].ToArray());
        var sigma = data.Sigma.IsEmpty ? [] : data.Sigma[first..end].ToArray();
        if (data.Quantity == PdfQuantity.StructureFactor)
        {
            for (var i = 0; i < q.Length; i++)
                f[i] = q[i] * (f[i] - 1);
            for (var i = 0; i < sigma.Length; i++)
                sigma[i] *= q[i];
        }

        return (q, f, sigma);
    }
}
