using System.Collections.Immutable;
using System.Numerics.Tensors;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>Distribution of relaxation times of an impedance spectrum by Tikhonov regularisation with γ ≥ 0.</summary>
/// <remarks>
/// Z = R∞ + jωL + 1/(jωC) + ∫ γ(ln τ)/(1 + jωτ) d ln τ, γ = Σ xₖ φ(ln τ - ln τₖ). Minimised: Σ |w (Z - model)|² + λ ∫ (d²γ/d(ln τ)²)² d ln
/// τ with x, R∞, L, 1/C ≥ 0, Z in units of its weighted mean so that λ has no dimension. Source: T. H. Wan, M. Saccoccio, C. Chen, F.
/// Ciucci, Electrochim. Acta 184, 483 (2015), doi 10.1016/j.electacta.2015.09.097. Cost: some 50 Cholesky factors a rule.
/// </remarks>
public static class RelaxationTimes
{
    /// <summary>Fewest points of a spectrum.</summary>
    public const int MinimumPoints = 6;

    /// <summary>Finds the distribution.</summary>
    /// <param name="spectrum">The spectrum; points in any order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>γ with credible intervals, its peaks, and what lies in series.</returns>
    /// <exception cref="ArgumentException">There are too few points or frequencies, or an impedance is 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public static RelaxationResult Find(ImpedanceSpectrum spectrum, RelaxationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        options ??= new RelaxationOptions();
        options.Validate();
        Check(spectrum);
        var notes = ImmutableArray.CreateBuilder<string>();
        var (problem, fit) = Choose(spectrum, options, notes);
        return new RelaxationReport(spectrum, options, problem, fit, notes).Result();
    }

    private static void Check(ImpedanceSpectrum spectrum)
    {
        if (spectrum.Length < MinimumPoints)
            throw new ArgumentException($"Expected at least {MinimumPoints} points, got {spectrum.Length}.", nameof(spectrum));
        var frequencies = spectrum.FrequencyHertz.ToArray().Distinct().Count();
        if (frequencies < MinimumPoints)
            throw new ArgumentException(
                Invariant($"Expected at least {MinimumPoints} different frequencies, got {frequencies}."),
                nameof(spectrum)
            );
        for (var i = 0; i < spectrum.Length; i++)
            if (spectrum.ImpedanceOhm[i] == default)
                throw new ArgumentException(Invariant($"The impedance at {spectrum.FrequencyHertz[i]:g5} Hz is 0."), nameof(spectrum));
    }

    /// <summary>λ, and which elements lie in series.</summary>
    private static (RelaxationProblem Problem, RegularisedFit Fit) Choose(
        ImpedanceSpectrum spectrum,
        RelaxationOptions options,
        ImmutableArray<string>.Builder notes
    )
    {
        var basis = Basis(spectrum, options);
        var withInductance = options.Inductance != SeriesElement.Off;
        var withCapacitance =
            options.Capacitance == SeriesElement.On || (options.Capacitance == SeriesElement.Auto && SpectrumShape.LooksBlocking(spectrum));
        while (true)
        {
            var problem = new RelaxationProblem(spectrum, basis, options, withInductance, withCapacitance);
            var (fit, isInside) = (new RegularisedFit(problem, problem.Gram, problem.Right), true);
            if (options.Lambda is not { } lambda)
                (fit, isInside) = new LambdaSearch(problem, options.Selection).Run();
            else if (!fit.Solve(lambda))
                throw new ArgumentException(
                    Invariant($"With λ = {lambda:g3} the equations are singular to rounding; expected a larger one.")
                );
            if (
                withCapacitance
                && options.Capacitance == SeriesElement.Auto
                && !IsNeeded(spectrum, options, basis, problem, fit, withInductance, false)
            )
                withCapacitance = false;
            else if (
                withInductance
                && options.Inductance == SeriesElement.Auto
                && !IsNeeded(spectrum, options, basis, problem, fit, false, withCapacitance)
            )
                withInductance = false;
            else
            {
                if (!isInside)
                    notes.Add(
                        Invariant($"The rule for λ has no optimum between 1e{LambdaSearch.LowestDecade} and ")
                            + Invariant($"1e{LambdaSearch.HighestDecade}: λ lies at an end of this range.")
                    );
                return (problem, fit);
            }
        }
    }

    private static bool IsNeeded(
        ImpedanceSpectrum spectrum,
        RelaxationOptions options,
        BasisFunctions basis,
        RelaxationProblem problem,
        RegularisedFit fit,
        bool withInductance,
        bool withCapacitance
    )
    {
        var index = problem.WithCapacitance && !withCapacitance ? problem.Extras - 1 : 1;
        if (fit.Solution[index] == 0)
            return false;
        var without = new RelaxationProblem(spectrum, basis, options, withInductance, withCapacitance);
        var other = new RegularisedFit(without, without.Gram, without.Right);
        if (!other.Solve(fit.Lambda))
            return true;
        var (misfit, m) = (fit.Misfit, 2.0 * problem.Points);
        var variance = Math.Max(misfit / Math.Max(1, m - fit.DegreesOfFreedom()), 1e-24);
        return other.Misfit + fit.Lambda * other.Roughness - misfit - fit.Lambda * fit.Roughness > Math.Log(m) * variance;
    }

    private static BasisFunctions Basis(ImpedanceSpectrum spectrum, RelaxationOptions options)
    {
        if (options.TauRangeSeconds is { } range)
            return new BasisFunctions(options, Math.Log(range.Shortest), Math.Log(range.Longest));
        var beyond = options.DecadesBeyond * Math.Log(10);
        var (low, high) = (TensorPrimitives.Min(spectrum.FrequencyHertz), TensorPrimitives.Max(spectrum.FrequencyHertz));
        return new BasisFunctions(options, -Math.Log(2 * Math.PI * high) - beyond, -Math.Log(2 * Math.PI * low) + beyond);
    }
}
