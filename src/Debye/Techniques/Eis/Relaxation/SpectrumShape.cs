using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>What a spectrum does at its low frequencies.</summary>
internal static class SpectrumShape
{
    /// <summary>
    /// Whether -Z″ still rises almost as 1/f over the lowest third of a decade and more: a cell that blocks direct current, or an arc far
    /// from closed.
    /// </summary>
    public static bool LooksBlocking(ImpedanceSpectrum spectrum)
    {
        var points = Sorted(spectrum);
        var last = points.TakeWhile((point, i) => i < 4 || point.Frequency <= 2.2 * points[0].Frequency).ToArray();
        if (last.Any(point => point.Impedance.Imaginary >= 0))
            return false;
        var x = Array.ConvertAll(last, point => Math.Log(point.Frequency));
        var y = Array.ConvertAll(last, point => Math.Log(-point.Impedance.Imaginary));
        var (meanX, meanY) = (x.Average(), y.Average());
        var spread = x.Sum(value => (value - meanX) * (value - meanX));
        return spread > 0 && x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / spread < -0.6;
    }

    /// <summary>
    /// Highest frequency of an inductive loop at low frequencies, Hz, or null: at least three points in a row below the frequency of the
    /// largest -Z″ whose Z″ is above 0, on average by more than 5 % of that -Z″.
    /// </summary>
    public static double? InductiveLoop(ImpedanceSpectrum spectrum)
    {
        var points = Sorted(spectrum);
        var top = 0;
        for (var i = 1; i < points.Length; i++)
            if (points[i].Impedance.Imaginary < points[top].Impedance.Imaginary)
                top = i;
        var height = -points[top].Impedance.Imaginary;
        var (count, sum) = (0, 0.0);
        for (var i = top; height > 0 && i >= 0; i--)
        {
            var part = points[i].Impedance.Imaginary;
            (count, sum) = part > 0 ? (count + 1, sum + part) : (0, 0);
            if (count >= 3 && sum > 0.05 * height * count)
                return points[i + count - 1].Frequency;
        }

        return null;
    }

    private static (double Frequency, Complex Impedance)[] Sorted(ImpedanceSpectrum spectrum)
    {
        var points = new (double Frequency, Complex Impedance)[spectrum.Length];
        for (var i = 0; i < points.Length; i++)
            points[i] = (spectrum.FrequencyHertz[i], spectrum.ImpedanceOhm[i]);
        return [.. points.OrderBy(point => point.Frequency)];
    }
}
