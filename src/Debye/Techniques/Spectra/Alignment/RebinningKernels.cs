namespace Debye.Techniques.Spectra.Alignment;

/// <summary>Arithmetic of rebinning.</summary>
internal static class RebinningKernels
{
    /// <summary>Edge below a channel: half-way to its neighbour; at the ends as far out as the first and last step say.</summary>
    /// <param name="axis">Centres of channels, rising, two or more.</param>
    /// <param name="index">0…length; the last one is the upper edge of the last channel.</param>
    public static double Edge(ReadOnlySpan<double> axis, int index)
    {
        if (index == 0)
            return axis[0] - (axis[1] - axis[0]) / 2;
        if (index == axis.Length)
            return axis[^1] + (axis[^1] - axis[^2]) / 2;
        return axis[index - 1] + (axis[index] - axis[index - 1]) / 2;
    }

    /// <summary>Adds to every bin the share of each channel that lies in it; what lies outside of all bins is left out.</summary>
    /// <param name="axis">Centres of channels, rising, two or more.</param>
    /// <param name="counts">Counts of the channels.</param>
    /// <param name="start">Lower edge of the first bin, in the unit of the axis.</param>
    /// <param name="width">Width of a bin, above 0.</param>
    /// <param name="destination">Bins; overwritten.</param>
    public static void Overlap(ReadOnlySpan<double> axis, ReadOnlySpan<double> counts, double start, double width, Span<double> destination)
    {
        destination.Clear();
        var low = (Edge(axis, 0) - start) / width;
        for (var i = 0; i < axis.Length; i++)
        {
            var high = (Edge(axis, i + 1) - start) / width;
            var (from, to) = (Math.Max(low, 0), Math.Min(high, destination.Length));
            for (var bin = (int)from; bin < to; bin++)
                destination[bin] += counts[i] * (Math.Min(to, bin + 1) - Math.Max(from, bin)) / (high - low);
            low = high;
        }
    }

    /// <summary>Values at the centres of bins, linear between points; the first or last value outside.</summary>
    /// <inheritdoc cref="Overlap"/>
    public static void Interpolate(
        ReadOnlySpan<double> axis,
        ReadOnlySpan<double> counts,
        double start,
        double width,
        Span<double> destination
    )
    {
        var j = 0;
        for (var bin = 0; bin < destination.Length; bin++)
        {
            var centre = start + (bin + 0.5) * width;
            while (j < axis.Length && axis[j] < centre)
                j++;
            destination[bin] =
                j == 0 ? counts[0]
                : j == axis.Length ? counts[^1]
                : counts[j - 1] + (counts[j] - counts[j - 1]) * ((centre - axis[j - 1]) / (axis[j] - axis[j - 1]));
        }
    }
}
