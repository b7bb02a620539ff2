namespace Debye.Techniques.Spectra.Preprocessing;

/// <summary>Background of a spectrum of counts by peak clipping (SNIP).</summary>
/// <remarks>
/// On the scale v = ln(ln(√(y + 1) + 1) + 1), which is even for counts, every value becomes the least of itself and the mean of its two
/// neighbours at distance m, for m from the width down to 1; then the scale is undone. The result is nowhere above the values.
/// Source: C. G. Ryan et al., Nucl. Instrum. Methods B 34, 396 (1988), doi 10.1016/0168-583X(88)90063-8; falling widths: M. Morháč et al.,
/// Nucl. Instrum. Methods A 401, 113 (1997), doi 10.1016/S0168-9002(97)01023-1.
/// </remarks>
public static class SnipBaseline
{
    /// <summary>Calculates the background.</summary>
    /// <param name="values">Finite values, 0 or more.</param>
    /// <param name="width">Half the width of the broadest peak at its foot, points, 1 or more.</param>
    /// <param name="destination">As many numbers; may not overlap <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">A value is below 0, or the width is below 1.</exception>
    public static void Background(ReadOnlySpan<double> values, int width, Span<double> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var (scaled, clipped) = (new double[values.Length], new double[values.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0))
                throw new ArgumentException(Invariant($"Expected counts, 0 or more, got {values[i]:g6} at point {i}."), nameof(values));
            scaled[i] = Math.Log(Math.Log(Math.Sqrt(values[i] + 1) + 1) + 1);
        }

        for (var m = Math.Min(width, (values.Length - 1) / 2); m >= 1; m--)
        {
            scaled.CopyTo(clipped, 0);
            for (var i = m; i < scaled.Length - m; i++)
                clipped[i] = Math.Min(scaled[i], (scaled[i - m] + scaled[i + m]) / 2);
            (scaled, clipped) = (clipped, scaled);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var root = Math.Exp(Math.Exp(scaled[i]) - 1) - 1;
            destination[i] = Math.Clamp(root * root - 1, 0, values[i]);
        }
    }
}
