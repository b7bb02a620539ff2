namespace Debye.Techniques.Crystal;

/// <summary>Distances expanded in Gaussians at equal steps: exp(-(d - μ)² / step²), μ = 0, step, 2 step, … (no factor 2).</summary>
/// <remarks>
/// Source: T. Xie and J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), doi 10.1103/PhysRevLett.120.145301, and its code.
/// </remarks>
public sealed record GaussianBasis
{
    /// <summary>Makes a basis.</summary>
    /// <param name="count">Gaussians, 1…1000: 41 for 0…8 Å, 36 for 0…7 Å in steps of 0.2 Å.</param>
    /// <param name="stepAngstrom">Step and width, Å, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public GaussianBasis(int count = 41, double stepAngstrom = 0.2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
        if (stepAngstrom is not > 0 || !double.IsFinite(stepAngstrom))
            throw new ArgumentOutOfRangeException(nameof(stepAngstrom), stepAngstrom, "expected a step above 0 Å");
        (Count, StepAngstrom) = (count, stepAngstrom);
    }

    /// <summary>Number of Gaussians.</summary>
    public int Count { get; }

    /// <summary>Step between centres and width, Å.</summary>
    public double StepAngstrom { get; }

    /// <summary>The basis from 0 Å to a radius inclusive.</summary>
    /// <param name="radiusAngstrom">Radius, Å, above 0.</param>
    /// <param name="stepAngstrom">Step and width, Å.</param>
    public static GaussianBasis UpTo(double radiusAngstrom, double stepAngstrom = 0.2) =>
        new((int)Math.Round(radiusAngstrom / stepAngstrom) + 1, stepAngstrom);

    /// <summary>Expands distances.</summary>
    /// <param name="distancesAngstrom">Distances, Å.</param>
    /// <param name="destination">(distances, <see cref="Count"/>), row-major; calculated in double precision, rounded once.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Expand(ReadOnlySpan<float> distancesAngstrom, Span<float> destination)
    {
        if (destination.Length != distancesAngstrom.Length * Count)
            throw new ArgumentException(
                Invariant($"expected room for {distancesAngstrom.Length * Count} numbers, got {destination.Length}"),
                nameof(destination)
            );
        for (var e = 0; e < distancesAngstrom.Length; e++)
        {
            var row = destination.Slice(e * Count, Count);
            for (var k = 0; k < Count; k++)
            {
                var offset = (distancesAngstrom[e] - k * StepAngstrom) / StepAngstrom;
                row[k] = (float)Math.Exp(-offset * offset);
            }
        }
    }

    /// <summary>
    /// Width of <see cref="ExpandBand"/>: all others are below exp(-25) = 1.4e-11 for distances from the first centre to the last.
    /// </summary>
    public int BandWidth => Math.Min(Count, 10);

    /// <summary>Expands distances in the Gaussians around them only.</summary>
    /// <param name="distancesAngstrom">Distances, Å.</param>
    /// <param name="first">First Gaussian of each distance.</param>
    /// <param name="destination">(distances, <see cref="BandWidth"/>), row-major; calculated in double precision, rounded once.</param>
    /// <exception cref="ArgumentException">A destination has another length.</exception>
    public void ExpandBand(ReadOnlySpan<float> distancesAngstrom, Span<int> first, Span<float> destination)
    {
        var width = BandWidth;
        if (first.Length != distancesAngstrom.Length || destination.Length != distancesAngstrom.Length * width)
            throw new ArgumentException(
                Invariant(
                    $"expected room for {distancesAngstrom.Length} rows of {width} numbers, got {first.Length} and {destination.Length}"
                ),
                nameof(destination)
            );
        for (var e = 0; e < distancesAngstrom.Length; e++)
        {
            var steps = distancesAngstrom[e] / StepAngstrom;
            first[e] = (int)Math.Clamp(Math.Floor(steps) - ((width / 2) - 1), 0, Count - width);
            var x = steps - first[e];
            var nearest = (int)Math.Clamp(Math.Round(x), 0, width - 1);
            var offset = x - nearest;
            // Each Gaussian follows from its neighbour: their quotient is an exponential, and the quotient of quotients exp(-2).
            var centre = Math.Exp(-offset * offset);
            Go(destination.Slice(e * width, width), nearest, 1, centre, Math.Exp((2 * offset) - 1));
            Go(destination.Slice(e * width, width), nearest, -1, centre, Math.Exp((-2 * offset) - 1));
        }

        static void Go(Span<float> row, int from, int direction, double value, double quotient)
        {
            const double PerStep = 0.1353352832366127;
            for (var k = from; k >= 0 && k < row.Length; k += direction, value *= quotient, quotient *= PerStep)
                row[k] = (float)value;
        }
    }
}
