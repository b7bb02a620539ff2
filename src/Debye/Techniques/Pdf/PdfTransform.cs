namespace Debye.Techniques.Pdf;

/// <summary>From the reduced structure function to the pair distribution function.</summary>
/// <remarks>
/// G(r) = (2/π) ∫ F(Q) sin(Qr) dQ over what was measured, F(Q) = Q[S(Q) − 1]. Source: T. Egami, S. J. L. Billinge,
/// Underneath the Bragg Peaks (Pergamon, 2003), eq. 3.1.
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
        PdfData data, double rminAngstrom = 0, double rmaxAngstrom = 30, double rstepAngstrom = 0.01, double? qminPerAngstrom = null, double? qmaxPerAngstrom = null, bool lorch = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Quantity == PdfQuantity.PairDistribution) return data;
        if (data.Quantity is not (PdfQuantity.ReducedStructure or PdfQuantity.StructureFactor))
            throw new ArgumentException($"The file holds {data.Quantity.Symbol()}: reduce it to G(r) first (debye pdf reduce).", nameof(data));
        var (low, high) = (qminPerAngstrom ?? data.Header.QminPerAngstrom ?? 0, qmaxPerAngstrom ?? data.Header.QmaxPerAngstrom ?? data.X[^1]);
        var (q, f) = Between(data, low, high);
        if (lorch) Lorch(q, f, high);
        var r = Grid(rminAngstrom, rmaxAngstrom, rstepAngstrom);
        var g = new double[r.Length];
        PdfKernels.SineTransform(q, f, r, g);
        var window = lorch ? " with a Lorch window" : "";
        return new PdfData(PdfQuantity.PairDistribution, r, g)
        {
            Header = data.Header,
            Source = data.Source,
            Notes = data.Notes.Add($"Transformed from {data.Quantity.Symbol()} over Q = {q[0]:0.####}…{q[^1]:0.####} 1/Å{window}."),
        };
    }

    /// <summary>The distances of a uniform grid, both ends included, Å.</summary>
    internal static double[] Grid(double rmin, double rmax, double rstep)
    {
        if (!(rmin >= 0 && rmax > rmin && rstep > 0 && (rmax - rmin) / rstep is >= 1 and <= 10_000_000)) throw new ArgumentException($"Expected 0 ≤ rmin < rmax and a step above 0, got {rmin:g6}, {rmax:g6} and {rstep:g6} Å.", nameof(rstep));
        var r = new double[1 + (int)Math.Floor((rmax - rmin) / rstep + 1e-6)];
        for (var i = 0; i < r.Length; i++) r[i] = rmin + i * rstep;
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

    private static (double[] Q, double[] F) Between(PdfData data, double low, double high)
    {
        var (q, f) = (new List<double>(), new List<double>());
        for (var i = 0; i < data.Length; i++)
        {
            if (data.X[i] < low - 1e-9 || data.X[i] > high + 1e-9) continue;
            q.Add(data.X[i]);
            f.Add(data.Quantity == PdfQuantity.StructureFactor ? data.X[i] * (data.Y[i] - 1) : data.Y[i]);
        }

        return q.Count >= PdfReader.MinimumPoints
            ? ([.. q], [.. f])
            : throw new ArgumentException($"{q.Count} points lie between Q = {low:g6} and {high:g6} 1/Å; at least {PdfReader.MinimumPoints} are needed.", nameof(data));
    }
}
