using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Readers;

/// <summary>From points as found to spectra: refuses what makes no sense, corrects what can be corrected and notes it.</summary>
internal static class ImpedanceChecks
{
    private const double LargestFrequencyHertz = 1e15;
    private const double LargestImpedanceOhm = 1e30;
    private const double SignThreshold = -0.7;

    /// <summary>Checks every table and divides those that hold several sweeps.</summary>
    /// <exception cref="DataFormatException">A value is not finite, a frequency is not above 0, or there are too few points.</exception>
    public static ImpedanceSpectrum[] ToSpectra(List<ImpedanceData> tables, string path)
    {
        var spectra = new List<ImpedanceSpectrum>();
        foreach (var table in tables)
            spectra.AddRange(ToSpectra(table, path));
        if (spectra.Count == 0)
            throw new DataFormatException(path, 0, "no impedance spectrum in this file.");
        return [.. spectra];
    }

    private static IEnumerable<ImpedanceSpectrum> ToSpectra(ImpedanceData data, string path)
    {
        var notes = new List<string>(data.Notes);
        var points = data.Points.FindAll(point => point.FrequencyHertz != 0 || point.ImpedanceOhm != Complex.Zero);
        if (points.Count < data.Points.Count)
            notes.Add(Invariant($"{data.Points.Count - points.Count} rows without frequency and impedance left out."));
        foreach (var point in points)
            Require(point, path);
        RequireEnough(points, points.Count > 0 ? points[0].Line : 0, path);
        var sweeps = Sweeps.Divide(points);
        var source = data.Part.Length > 0 ? $"{path}#{data.Part}" : path;
        for (var i = 0; i < sweeps.Count; i++)
        {
            var own = new List<string>(notes);
            if (sweeps.Count > 1)
                own.Add(Invariant($"Sweep {i + 1} of {sweeps.Count}: the frequency turns back."));
            yield return ToSpectrum(sweeps[i], data.SignIsUncertain, sweeps.Count > 1 ? Invariant($"{source}#{i + 1}") : source, own, path);
        }
    }

    private static ImpedanceSpectrum ToSpectrum(
        List<ImpedancePoint> sweep,
        bool signIsUncertain,
        string source,
        List<string> notes,
        string path
    )
    {
        var line = sweep[0].Line;
        sweep = Sweeps.Sort(sweep, notes);
        sweep = Sweeps.Merge(sweep, notes);
        RequireEnough(sweep, line, path);
        var frequency = sweep.ConvertAll(point => point.FrequencyHertz).ToArray();
        var impedance = sweep.ConvertAll(point => point.ImpedanceOhm).ToArray();
        if (signIsUncertain && SignAgreement(frequency, impedance) < SignThreshold)
        {
            for (var i = 0; i < impedance.Length; i++)
                impedance[i] = Complex.Conjugate(impedance[i]);
            notes.Add("The sign of the imaginary part was turned: phase and slope of the magnitude contradicted each other.");
        }

        return new ImpedanceSpectrum(frequency, impedance) { Source = source, Notes = [.. notes] };
    }

    /// <summary>
    /// Agreement, −1 to 1, of the phase with the slope of the magnitude, d ln|Z| / d ln ω ≈ 2φ/π for causal systems.
    /// </summary>
    /// <remarks>
    /// First term of the logarithmic Hilbert transform; source: W. Ehm et al., ACH Models in Chemistry 137 (2000) 145
    /// (Z-HIT). 0 where the phase is too small to tell.
    /// </remarks>
    private static double SignAgreement(ReadOnlySpan<double> frequencyHertz, ReadOnlySpan<Complex> impedanceOhm)
    {
        var (mixed, slopes, phases, count) = (0.0, 0.0, 0.0, 0);
        for (var i = 1; i < frequencyHertz.Length; i++)
        {
            var (a, b) = (impedanceOhm[i - 1], impedanceOhm[i]);
            if (a.Real <= 0 || b.Real <= 0)
                continue;
            var slope = Math.Log(b.Magnitude / a.Magnitude) / Math.Log(frequencyHertz[i] / frequencyHertz[i - 1]);
            var phase = (a.Phase + b.Phase) / 2;
            (mixed, slopes, phases, count) = (mixed + slope * phase, slopes + slope * slope, phases + phase * phase, count + 1);
        }

        return count < 4 || phases < 4e-4 * count || !(slopes > 0) ? 0 : mixed / Math.Sqrt(slopes * phases);
    }

    private static void RequireEnough(List<ImpedancePoint> points, int line, string path)
    {
        if (points.Count < EisReader.MinimumPoints)
            throw new DataFormatException(
                path,
                line,
                $"{points.Count} point{(points.Count == 1 ? "" : "s")} with an impedance; at least {EisReader.MinimumPoints} are needed."
            );
    }

    private static void Require(ImpedancePoint point, string path)
    {
        var (frequency, impedance, line) = point;
        if (!double.IsFinite(frequency) || !Complex.IsFinite(impedance))
            throw new DataFormatException(path, line, "a value is not finite; expected frequency and impedance.");
        if (frequency is not (> 0 and <= LargestFrequencyHertz))
            throw new DataFormatException(
                path,
                line,
                Invariant($"frequency {frequency:g8} Hz; expected a number above 0 and at most {LargestFrequencyHertz:g1}.")
            );
        if (Math.Abs(impedance.Real) > LargestImpedanceOhm || Math.Abs(impedance.Imaginary) > LargestImpedanceOhm)
            throw new DataFormatException(
                path,
                line,
                Invariant($"impedance {impedance.Magnitude:g4} Ω is not believable (limit {LargestImpedanceOhm:g1} Ω).")
            );
    }
}
