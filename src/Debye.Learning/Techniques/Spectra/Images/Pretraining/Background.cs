using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>Steps below lines and a smooth background.</summary>
internal static class Background
{
    /// <summary>Shares of the counts: lines, steps and background together.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="lines">Lines of any height.</param>
    /// <param name="destination">Receives shares; their sum is 1.</param>
    /// <param name="random">Decides how much background this measurement has.</param>
    public static void Add(LineInstrument instrument, ReadOnlySpan<double> lines, Span<double> destination, ref RandomSource random)
    {
        var (points, sum) = (lines.Length, 0.0);
        foreach (var value in lines)
            sum += value;
        if (sum <= 0)
            sum = 1;
        var step = instrument.StepShare * Math.Exp(0.15 * random.NextNormal());
        var share = instrument.BackgroundShare / (1 - instrument.BackgroundShare) * Math.Exp(0.4 * random.NextNormal());
        var decay = instrument.BackgroundDecay + 0.25 * random.NextNormal();
        var hump = Math.Min(1, instrument.HumpShare * Math.Exp(0.25 * random.NextNormal()));
        var edge = (int)(instrument.EdgeOffset * points);
        double below = 0,
            total = 0;
        for (var i = points - 1; i >= 0; i--)
        {
            // A line leaves a flat step from 0 to its edge: its height is the line's area over that length.
            var place = (i + 0.5) / points;
            if (i + edge < points)
                below += lines[i + edge] / (sum * (i + 1));
            var from = (place - instrument.HumpCentre) / instrument.HumpWidth;
            var smooth = (1 - hump) * Math.Exp(-decay * place) + hump * Math.Exp(-0.5 * from * from);
            destination[i] = lines[i] / sum + step * below + share * smooth / points;
            total += destination[i];
        }

        foreach (ref var value in destination)
            value /= total;
    }
}

/// <summary>Counts of a measurement.</summary>
internal static class CountingNoise
{
    private const double Normal = 30;

    /// <summary>Draws the counts of every point by Poisson's law; from 30 expected counts on by a normal one.</summary>
    /// <param name="shares">Shares of the counts; receive counts.</param>
    /// <param name="counts">Expected counts in all.</param>
    /// <param name="random">Source.</param>
    public static void Apply(Span<double> shares, double counts, ref RandomSource random)
    {
        foreach (ref var value in shares)
        {
            var expected = value * counts;
            value = expected > Normal ? Math.Max(0, expected + Math.Sqrt(expected) * random.NextNormal()) : Poisson(expected, ref random);
        }
    }

    private static int Poisson(double expected, ref RandomSource random)
    {
        var (limit, product, count) = (Math.Exp(-expected), random.NextDouble(), 0);
        for (; product > limit; count++)
            product *= random.NextDouble();
        return count;
    }
}
