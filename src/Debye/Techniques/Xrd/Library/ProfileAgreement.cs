namespace Debye.Techniques.Xrd.Library;

/// <summary>How a calculated profile agrees with a measured one beyond the cosine of their square roots; all figures 0…1.</summary>
/// <remarks>
/// Both profiles are square roots of intensities scaled to unit norm over the measured range; thirds are those of that range in ln Q.
/// </remarks>
public readonly record struct ProfileAgreement
{
    /// <summary>Cosine of the intensities themselves: strong lines decide.</summary>
    public double StrongLines { get; init; }

    /// <summary>Cosine of the fourth roots in the lowest third: weak lines weigh nearly as much as strong ones.</summary>
    public double WeakLinesLow { get; init; }

    /// <summary>Cosine of the fourth roots in the middle third.</summary>
    public double WeakLinesMiddle { get; init; }

    /// <summary>Cosine of the fourth roots in the highest third.</summary>
    public double WeakLinesHigh { get; init; }

    /// <summary>Share of the calculated profile that the measured one lacks.</summary>
    public double Missing { get; init; }

    /// <summary>Share of the measured profile that the calculated one lacks.</summary>
    public double Unexplained { get; init; }

    /// <summary>Compares two profiles.</summary>
    /// <param name="measured">Square roots of intensities, not negative.</param>
    /// <param name="calculated">As many; any scale.</param>
    internal static ProfileAgreement Of(ReadOnlySpan<float> measured, ReadOnlySpan<float> calculated)
    {
        var all = Sums(measured, calculated);
        if (!(all.MeasuredSquare > 0) || !(all.CalculatedSquare > 0))
            return new ProfileAgreement { Missing = 1, Unexplained = 1 };
        var third = measured.Length / 3;
        return new ProfileAgreement
        {
            StrongLines = all.Squares / Math.Sqrt(all.MeasuredFourth * all.CalculatedFourth),
            WeakLinesLow = WeakLines(measured[..third], calculated[..third]),
            WeakLinesMiddle = WeakLines(measured[third..(2 * third)], calculated[third..(2 * third)]),
            WeakLinesHigh = WeakLines(measured[(2 * third)..], calculated[(2 * third)..]),
            Missing = Excess(calculated, measured, 1 / Math.Sqrt(all.CalculatedSquare), 1 / Math.Sqrt(all.MeasuredSquare)),
            Unexplained = Excess(measured, calculated, 1 / Math.Sqrt(all.MeasuredSquare), 1 / Math.Sqrt(all.CalculatedSquare)),
        };
    }

    private static double WeakLines(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double roots = 0,
            sumA = 0,
            sumB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            roots += MathF.Sqrt(a[i] * b[i]);
            sumA += a[i];
            sumB += b[i];
        }

        return roots / Math.Sqrt(sumA * sumB + 1e-30);
    }

    /// <summary>Share of the first profile above the second, each times its scale.</summary>
    private static double Excess(ReadOnlySpan<float> a, ReadOnlySpan<float> b, double scaleA, double scaleB)
    {
        double excess = 0,
            sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            excess += Math.Max(0, a[i] * scaleA - b[i] * scaleB);
            sum += a[i] * scaleA;
        }

        return excess / sum;
    }

    private static (double MeasuredSquare, double CalculatedSquare, double Squares, double MeasuredFourth, double CalculatedFourth) Sums(
        ReadOnlySpan<float> measured,
        ReadOnlySpan<float> calculated
    )
    {
        double m2 = 0,
            c2 = 0,
            both = 0,
            m4 = 0,
            c4 = 0;
        for (var i = 0; i < measured.Length; i++)
        {
            double m = measured[i] * measured[i],
                c = calculated[i] * calculated[i];
            m2 += m;
            c2 += c;
            both += m * c;
            m4 += m * m;
            c4 += c * c;
        }

        return (m2, c2, both, m4, c4);
    }
}
