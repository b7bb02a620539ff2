using System.Numerics;
using Debye.Spectra;

namespace Debye.Learning.Techniques.Eis;

/// <summary>The points of a spectrum as features need them.</summary>
internal static class EisPoints
{
    /// <summary>Points by ascending frequency; of points with the same frequency the first is kept.</summary>
    /// <exception cref="ArgumentException">There are fewer than two frequencies.</exception>
    public static (double FrequencyHertz, Complex ImpedanceOhm)[] Ascending(ImpedanceSpectrum spectrum)
    {
        var order = Enumerable.Range(0, spectrum.Length).ToArray();
        var keys = spectrum.FrequencyHertz.ToArray();
        Array.Sort(keys, order);
        var points = new List<(double, Complex)>(order.Length);
        for (var i = 0; i < order.Length; i++)
            if (i == 0 || keys[i] > keys[i - 1])
                points.Add((keys[i], spectrum.ImpedanceOhm[order[i]]));
        return points.Count >= 2
            ? [.. points]
            : throw new ArgumentException($"Expected at least two different frequencies, got {points.Count}.", nameof(spectrum));
    }
}
