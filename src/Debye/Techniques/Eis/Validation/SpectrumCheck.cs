using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>Looks a measured spectrum over: outliers, drift, inductive and capacitive tails.</summary>
/// <remarks>
/// Outliers: residuals of the linear Kramers–Kronig test beyond five robust standard deviations and 0.5 % of |Z|. Drift: the residual of the
/// modulus that the phase demands (Z-HIT) changes by more than 1 % per decade below 10 Hz, by more than four standard errors of that slope.
/// </remarks>
public static class SpectrumCheck
{
    private const double RobustDeviation = 1.4826;
    private const double OutlierDeviations = 5;
    private const double SmallestOutlier = 0.005;
    private const double MostOutliers = 0.2;
    private const int FewestPoints = 8;
    private const double DriftBelowHertz = 10;
    private const double SmallestDrift = 0.01;
    private const double DriftErrors = 4;
    private const int FewestDriftPoints = 6;
    private const double SmallestTail = 0.005;

    /// <summary>Finds what is remarkable.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="test">Its linear Kramers–Kronig test.</param>
    /// <returns>Findings by kind; empty for a plain, sound spectrum.</returns>
    public static ImmutableArray<SpectrumFlag> Find(ImpedanceSpectrum spectrum, KramersKronigResult test)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(test);
        return [.. Outliers(spectrum, test), .. Drift(spectrum), .. Tails(spectrum)];
    }

    /// <summary>The point that is farthest off is taken out and the rest tested again, as it pulls its neighbours with it.</summary>
    private static IEnumerable<SpectrumFlag> Outliers(ImpedanceSpectrum spectrum, KramersKronigResult test)
    {
        var rest = spectrum;
        for (var found = 0; found < MostOutliers * spectrum.Length && rest.Length > FewestPoints; found++)
        {
            var parts = test.ResidualReal.ToArray().Concat(test.ResidualImaginary.ToArray()).Select(Math.Abs).ToArray();
            var worst = Array.IndexOf(parts, parts.Max()) % rest.Length;
            var size = new Complex(test.ResidualReal.Span[worst], test.ResidualImaginary.Span[worst]).Magnitude;
            Array.Sort(parts);
            if (parts[^1] <= Math.Max(SmallestOutlier, OutlierDeviations * RobustDeviation * parts[parts.Length / 2])) yield break;
            yield return new SpectrumFlag(SpectrumFlagKind.Outlier, rest.FrequencyHertz[worst], size, $"The point at {rest.FrequencyHertz[worst]:g4} Hz lies {size:0.0 %} of |Z| off.");
            int[] kept = [.. Enumerable.Range(0, rest.Length).Where(i => i != worst)];
            var before = rest;
            rest = new ImpedanceSpectrum([.. kept.Select(i => before.FrequencyHertz[i])], [.. kept.Select(i => before.ImpedanceOhm[i])]);
            test = KramersKronig.Test(rest);
        }
    }

    private static IEnumerable<SpectrumFlag> Drift(ImpedanceSpectrum spectrum)
    {
        if (spectrum.FrequencyHertz.ToArray().Distinct().Count() < FewestDriftPoints || spectrum.ImpedanceOhm.Contains(Complex.Zero)) yield break;
        var zhit = ZHit.Reconstruct(spectrum);
        var slow = Enumerable.Range(0, zhit.FrequencyHertz.Length).Where(i => zhit.FrequencyHertz.Span[i] < DriftBelowHertz).ToArray();
        if (slow.Length < FewestDriftPoints) yield break;
        double[] x = [.. slow.Select(i => Math.Log10(zhit.FrequencyHertz.Span[i]))], y = [.. slow.Select(i => zhit.Residual.Span[i])];
        var (meanX, meanY) = (x.Average(), y.Average());
        var spread = x.Sum(value => (value - meanX) * (value - meanX));
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / spread;
        var error = Math.Sqrt(x.Zip(y, (a, b) => Math.Pow(b - meanY - slope * (a - meanX), 2)).Sum() / (x.Length - 2) / spread);
        if (Math.Abs(slope) < SmallestDrift || Math.Abs(slope) < DriftErrors * error) yield break;
        var size = y[0];
        yield return new SpectrumFlag(SpectrumFlagKind.Drift, zhit.FrequencyHertz.Span[0], size,
            $"The modulus leaves what the phase demands by {Math.Abs(slope):0.0 %} per decade towards low frequencies ({size:+0.0 %;-0.0 %} at {zhit.FrequencyHertz.Span[0]:g3} Hz): the cell drifted, or the phase bends too sharply for this test.");
    }

    private static IEnumerable<SpectrumFlag> Tails(ImpedanceSpectrum spectrum)
    {
        var order = Enumerable.Range(0, spectrum.Length).OrderBy(i => spectrum.FrequencyHertz[i]).ToArray();
        Complex At(int place) => spectrum.ImpedanceOhm[order[place]];
        double Frequency(int place) => spectrum.FrequencyHertz[order[place]];
        var last = order.Length - 1;
        if (last < 2) yield break;
        if (At(last).Imaginary > SmallestTail * At(last).Magnitude && At(last - 1).Imaginary < At(last).Imaginary)
        {
            // Between two points the capacitive part changes little: the slope of Z″ over ω is L.
            var inductance = (At(last).Imaginary - At(last - 1).Imaginary) / (2 * Math.PI * (Frequency(last) - Frequency(last - 1)));
            yield return new SpectrumFlag(SpectrumFlagKind.InductiveTail, Frequency(last), inductance, $"Z″ is above 0 at the highest frequencies: an inductance of about {inductance:g2} H, as leads have it.");
        }

        if (At(0).Imaginary > SmallestTail * At(0).Magnitude && At(1).Imaginary > 0)
            yield return new SpectrumFlag(SpectrumFlagKind.InductiveLoop, Frequency(0), At(0).Imaginary, $"Z″ is above 0 at the lowest frequencies ({Frequency(0):g3} Hz): an inductive loop, or drift.");
        if (-At(0).Imaginary > At(0).Magnitude * 0.5 && At(0).Imaginary < At(1).Imaginary)
            yield return new SpectrumFlag(SpectrumFlagKind.CapacitiveTail, Frequency(0), At(0).Imaginary, $"-Z″ still rises at the lowest frequency, {Frequency(0):g3} Hz: a blocking cell, or slower processes outside the range.");
    }
}
