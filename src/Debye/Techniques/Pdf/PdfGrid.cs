namespace Debye.Techniques.Pdf;

/// <summary>Evenly spaced distances at which a curve is given.</summary>
/// <param name="FirstAngstrom">First r, Å.</param>
/// <param name="StepAngstrom">Distance between neighbours, Å.</param>
/// <param name="Count">Number of points.</param>
public readonly record struct PdfGrid(double FirstAngstrom, double StepAngstrom, int Count)
{
    /// <summary>The grid of the published space-group network: 209 points from 1.5 to 30 Å.</summary>
    /// <remarks>Its step of 0.137 Å is the Nyquist step π/Qmax of Qmax = 23 1/Å.</remarks>
    public static PdfGrid SpaceGroupNetwork { get; } = Points(1.5, 30, 209);

    /// <summary>Both ends and points evenly between them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 points, or the range is empty.</exception>
    public static PdfGrid Points(double firstAngstrom, double lastAngstrom, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(firstAngstrom);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lastAngstrom, firstAngstrom);
        return new PdfGrid(firstAngstrom, (lastAngstrom - firstAngstrom) / (count - 1), count);
    }

    /// <summary>
    /// The multiples of the step of <paramref name="options"/> from its smallest to its largest r, both included where they are multiples.
    /// </summary>
    public static PdfGrid Of(PdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var step = options.StepAngstrom;
        var first = PdfRange.CeilingSteps(options.MinimumRAngstrom, step);
        var last = (int)Math.Floor(options.MaximumRAngstrom / step + 1e-9);
        return new PdfGrid(first * step, step, Math.Max(0, last - first + 1));
    }

    /// <summary>Last r, Å.</summary>
    public double LastAngstrom => FirstAngstrom + (Count - 1) * StepAngstrom;

    /// <summary>Distance of point <paramref name="index"/>, Å.</summary>
    public double At(int index) => FirstAngstrom + index * StepAngstrom;

    /// <summary>All distances, Å.</summary>
    public double[] ToArray()
    {
        var result = new double[Count];
        for (var i = 0; i < Count; i++)
            result[i] = At(i);
        return result;
    }
}
