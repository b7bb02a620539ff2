using System.Collections.Immutable;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Turns a fit into a result: curve, peaks, intervals, notes.</summary>
internal sealed class RelaxationReport(
    ImpedanceSpectrum spectrum,
    RelaxationOptions options,
    RelaxationProblem problem,
    RegularisedFit fit,
    ImmutableArray<string>.Builder notes
)
{
    private readonly RelaxationCurve _curve = new(problem.Basis);

    public RelaxationResult Result()
    {
        var (x, scale) = (fit.Solution, problem.Scale);
        var degrees = fit.DegreesOfFreedom();
        var noise = Math.Sqrt(fit.Misfit / Math.Max(1, 2 * spectrum.Length - degrees));
        var gamma = new double[_curve.Count];
        _curve.Evaluate(x.AsSpan(problem.Extras), gamma);
        var factor = new CholeskyFactor(problem.Count);
        var isRegular = factor.Compute(fit.Matrix, problem.Count, [.. Enumerable.Range(0, problem.Count)]);
        if (!isRegular)
            notes.Add("No credible intervals: the posterior is singular to rounding; a larger λ would help.");
        var posterior =
            isRegular && options.Samples > 0 && noise > 0 ? new PosteriorSummary(problem, fit, factor, _curve, noise, options) : null;
        var areas = isRegular && options.Samples > 0 && noise > 0 ? new AreaIntervals(problem, fit, _curve, noise, options) : null;
        var (low, high) = posterior?.Band(options.Confidence) ?? ([], []);
        var capacitance = problem.WithCapacitance ? x[problem.Extras - 1] * scale * problem.LowestOmega : 0;
        var total = _curve.Area(gamma, (0, _curve.Count - 1)) * scale;
        Describe(gamma, total / scale, capacitance);
        return new RelaxationResult
        {
            TauSeconds = _curve.TauSeconds,
            GammaOhm = Scaled(gamma, scale),
            GammaLowOhm = Scaled(low, scale),
            GammaHighOhm = Scaled(high, scale),
            Peaks = Peaks(gamma, areas),
            ResistanceOhm = x[0] * scale,
            PolarisationOhm = total,
            PolarisationInterval = Area(areas, (0, _curve.Count - 1)),
            InductanceHenry = problem.WithInductance ? x[1] * scale / problem.HighestOmega : 0,
            CapacitanceFarad = capacitance > 0 ? 1 / capacitance : null,
            Lambda = fit.Lambda,
            DegreesOfFreedom = degrees,
            NoiseLevel = noise,
            ModelOhm = problem.Model(x),
            Notes = notes.ToImmutable(),
        };
    }

    private ImmutableArray<RelaxationPeak> Peaks(double[] gamma, AreaIntervals? areas)
    {
        if (gamma.Max() <= 0)
            return [];
        var tau = _curve.TauSeconds;
        return
        [
            .. PeakFinder
                .Find(gamma)
                .Select(peak =>
                {
                    var range = (peak.First, peak.Last);
                    var (position, height) = Summit(gamma, peak.Top);
                    return new RelaxationPeak(
                        position,
                        height * problem.Scale,
                        _curve.Area(gamma, range) * problem.Scale,
                        Area(areas, range),
                        (tau[peak.First], tau[peak.Last])
                    );
                }),
        ];
    }

    /// <summary>Top of the parabola through three points.</summary>
    private (double TauSeconds, double Height) Summit(double[] gamma, int top)
    {
        if (top == 0 || top == gamma.Length - 1)
            return (_curve.TauSeconds[top], gamma[top]);
        var (left, centre, right) = (gamma[top - 1], gamma[top], gamma[top + 1]);
        var bend = left - 2 * centre + right;
        var shift = bend < 0 ? 0.5 * (left - right) / bend : 0;
        return (_curve.TauSeconds[top] * Math.Exp(shift * _curve.Step), centre - 0.25 * (left - right) * shift);
    }

    private CredibleInterval? Area(AreaIntervals? areas, (int First, int Last) range)
    {
        if (areas is null)
            return null;
        var interval = areas.Area(_curve, range, options.Confidence);
        return new CredibleInterval(interval.Low * problem.Scale, interval.High * problem.Scale);
    }

    private void Describe(double[] gamma, double total, double capacitance)
    {
        var (first, last) = (problem.Basis.First, problem.Basis.First + (problem.Basis.Count - 1) * problem.Basis.Step);
        notes.Add(
            Invariant($"τ from {Math.Exp(first):g3} to {Math.Exp(last):g3} s, {problem.Basis.Count} functions; the data ")
                + Invariant($"reach from {1 / problem.HighestOmega:g3} to {1 / problem.LowestOmega:g3} s.")
        );
        if (capacitance > 0)
            notes.Add("The cell blocks direct current: a capacitance in series takes the rise at low frequencies, γ the rest.");
        var beyond =
            Enumerable.Range(0, gamma.Length).Where(i => _curve.TauSeconds[i] * problem.LowestOmega > 1).Sum(i => gamma[i]) * _curve.Step;
        if (beyond > 0.1 * total)
            notes.Add(
                Invariant(
                    $"{100 * beyond / total:f0} % of the polarisation lies at τ beyond the lowest frequency, where the data hardly tell it."
                )
            );
        var before =
            Enumerable.Range(0, gamma.Length).Where(i => _curve.TauSeconds[i] * problem.HighestOmega < 1).Sum(i => gamma[i]) * _curve.Step;
        if (before > 0.01 * total)
            notes.Add(
                Invariant($"{100 * before / total:f0} % of the polarisation lies at τ before the highest frequency, where it ")
                    + "can hardly be told from R∞."
            );
        if (SpectrumShape.InductiveLoop(spectrum) is { } frequency)
            notes.Add(
                Invariant($"An inductive loop from {frequency:g3} Hz downwards (Z″ above 0): it would need negative γ, so ")
                    + "the distribution does not describe it."
            );
    }

    private static double[] Scaled(double[] values, double scale) => Array.ConvertAll(values, value => value * scale);
}
