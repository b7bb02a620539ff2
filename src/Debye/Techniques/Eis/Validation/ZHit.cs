using System.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Validation;

/// <summary>The modulus of an impedance as its phase demands it.</summary>
/// <param name="FrequencyHertz">Frequencies, Hz, ascending.</param>
/// <param name="ModulusOhm">|Z| from the phase, Ω.</param>
/// <param name="Residual">(measured |Z| - that)/that.</param>
/// <param name="WindowLowHertz">Lower end of the frequencies at which both are set equal, Hz.</param>
/// <param name="WindowHighHertz">Upper end, Hz.</param>
public sealed record ZHitResult(
    ReadOnlyMemory<double> FrequencyHertz,
    ReadOnlyMemory<double> ModulusOhm,
    ReadOnlyMemory<double> Residual,
    double WindowLowHertz,
    double WindowHighHertz
)
{
    /// <summary>Whether the phase was smoothed.</summary>
    public bool IsSmoothed { get; init; }
}

/// <summary>
/// Z-HIT: the logarithm of the modulus from the phase, a local form of the Kramers–Kronig relations. Drift shows as a residual that grows
/// to low frequencies.
/// </summary>
/// <remarks>
/// ln|Z(ω)| ≈ const + (2/π) ∫ φ d ln ω + γ dφ/d ln ω, γ = -π/6. The constant is the median over a window of frequencies, where drift
/// has had little time. The phase is interpolated by cubics through neighbours; where it is noisy, parabolas through five points
/// each smooth it first. Exact where the phase is a straight line in
/// ln ω; on arcs some tenths of a percent, up to percents where the phase bends sharply. It does not need the range beyond the data.
/// Sources: W. Ehm, H. Göhr, R. Kaus, B. Röseler, C. A. Schiller, ACH Models Chem. 137, 145 (2000); C. A. Schiller, F. Richter,
/// E. Gülzow, N. Wagner, Phys. Chem. Chem. Phys. 3, 374 (2001), doi 10.1039/b007678n.
/// </remarks>
public static class ZHit
{
    private const double Gamma = -Math.PI / 6;

    /// <summary>Reconstructs the modulus.</summary>
    /// <param name="spectrum">The spectrum; points in any order.</param>
    /// <param name="windowLowHertz">Lower end of the window that sets the constant, Hz; default 1.</param>
    /// <param name="windowHighHertz">Upper end, Hz, above the lower one; default 1000. Where fewer than three points lie within, the upper
    /// half of the points is taken.</param>
    /// <param name="smoothing">Whether the phase is smoothed; default where it is noisy.</param>
    /// <exception cref="ArgumentException">There are fewer than five different frequencies, or an impedance is 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty or not above 0.</exception>
    public static ZHitResult Reconstruct(
        ImpedanceSpectrum spectrum,
        double windowLowHertz = 1,
        double windowHighHertz = 1000,
        PhaseSmoothing smoothing = PhaseSmoothing.WhereNoisy
    )
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (!(windowLowHertz > 0))
            throw new ArgumentOutOfRangeException(nameof(windowLowHertz), windowLowHertz, "The window must begin above 0 Hz.");
        if (!(windowHighHertz > windowLowHertz))
            throw new ArgumentOutOfRangeException(nameof(windowHighHertz), windowHighHertz, "The window must end above its begin.");
        var points = spectrum
            .FrequencyHertz.ToArray()
            .Zip(spectrum.ImpedanceOhm.ToArray())
            .OrderBy(point => point.First)
            .DistinctBy(point => point.First)
            .ToArray();
        if (points.Length < 5)
            throw new ArgumentException($"Expected at least 5 different frequencies, got {points.Length}.", nameof(spectrum));
        if (points.Any(point => point.Second == Complex.Zero))
            throw new ArgumentException("An impedance is 0 and has no phase.", nameof(spectrum));
        var frequency = Array.ConvertAll(points, point => point.First);
        var x = Array.ConvertAll(frequency, Math.Log);
        var measured = Array.ConvertAll(points, point => Math.Log(point.Second.Magnitude));
        var phase = Phases(points);
        var smooth = smoothing == PhaseSmoothing.Never ? phase : LocalParabola.Smooth(x, phase);
        if (smoothing == PhaseSmoothing.WhereNoisy && !LocalParabola.IsNoise(phase, smooth))
            smooth = phase;
        var shape = Shape(x, smooth);
        var inside = Enumerable.Range(0, x.Length).Where(i => frequency[i] >= windowLowHertz && frequency[i] <= windowHighHertz).ToArray();
        if (inside.Length < 3)
            inside = [.. Enumerable.Range(x.Length / 2, x.Length - x.Length / 2)];
        var offsets = inside.Select(i => measured[i] - shape[i]).Order().ToArray();
        var offset = 0.5 * (offsets[offsets.Length / 2] + offsets[(offsets.Length - 1) / 2]);
        double[] modulus = [.. shape.Select(value => Math.Exp(value + offset))];
        double[] residual = [.. measured.Zip(shape, (value, other) => Math.Exp(value - other - offset) - 1)];
        return new ZHitResult(frequency, modulus, residual, frequency[inside[0]], frequency[inside[^1]]) { IsSmoothed = smooth != phase };
    }

    /// <summary>Phases without jumps of a whole turn.</summary>
    private static double[] Phases((double Frequency, Complex Value)[] points)
    {
        var phases = Array.ConvertAll(points, point => point.Value.Phase);
        for (var i = 1; i < phases.Length; i++)
            phases[i] -= 2 * Math.PI * Math.Round((phases[i] - phases[i - 1]) / (2 * Math.PI));
        return phases;
    }

    /// <summary>(2/π) ∫ φ dx + γ φ′ up to a constant, φ by cubics with the slopes of parabolas through neighbours.</summary>
    private static double[] Shape(double[] x, double[] phase)
    {
        var slopes = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var middle = Math.Clamp(i, 1, x.Length - 2);
            var (left, right) = (x[middle] - x[middle - 1], x[middle + 1] - x[middle]);
            var (before, after) = ((phase[middle] - phase[middle - 1]) / left, (phase[middle + 1] - phase[middle]) / right);
            slopes[i] = (before * right + after * left) / (left + right) + 2 * (after - before) / (left + right) * (x[i] - x[middle]);
        }

        var result = new double[x.Length];
        var integral = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            if (i > 0)
            {
                var step = x[i] - x[i - 1];
                integral += 0.5 * step * (phase[i] + phase[i - 1]) + step * step / 12 * (slopes[i - 1] - slopes[i]);
            }

            result[i] = 2 / Math.PI * integral + Gamma * slopes[i];
        }

        return result;
    }
}
