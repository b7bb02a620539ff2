using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Numerics;

namespace Debye.Techniques.Pdf.Refinement;

/// <summary>
/// Fits cell, free coordinates and scattering powers of a known crystal to a G(r), within its symmetry. Keeps buffers: one for each thread.
/// </summary>
/// <remarks>
/// Damped least squares on G(r) up to a factor and a constant, in stages from smoothed to sharp curves. Scattering powers are free
/// because the elements of the sample need not be those of the crystal; the elements named in the result are the crystal's.
/// Fits of this kind: S. J. L. Billinge, T. Egami, Underneath the Bragg Peaks, 2nd ed., Pergamon (2012), ch. 6; trying many known
/// crystals: L. Yang et al., Acta Cryst. A 76, 395 (2020), doi 10.1107/S2053273320002028.
/// </remarks>
/// <example><code>
/// var plan = new PdfRefinementPlan(new PdfOptions { UniformUisoAngstrom2 = 0.008 }, PdfGrid.SpaceGroupNetwork);
/// var fit = new PdfRefiner(plan).Refine(crystal, curve);
/// Console.WriteLine($"{fit.Misfit:0.000}  a = {fit.Crystal.Lattice.A:0.000} Å");
/// </code></example>
public sealed class PdfRefiner(PdfRefinementPlan plan)
{
    private const double Tolerance = 1e-3;

    private readonly RefinementModel?[] _models = new RefinementModel?[plan.Stages.Length];

    /// <summary>Fits a crystal through all stages.</summary>
    /// <param name="crystal">Where to start; its lengths should be right within a few per cent.</param>
    /// <param name="curve">G(r) on the grid of the plan, in any unit and with any constant added.</param>
    /// <param name="longestRAngstrom">Where the curve ends, Å; what lies beyond is not compared.</param>
    /// <exception cref="ArgumentException">The length is wrong, or nothing is tabulated for a species.</exception>
    public PdfRefinement Refine(AsymmetricStructure crystal, ReadOnlySpan<float> curve, double longestRAngstrom = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(crystal);
        RequireLength(curve);
        double[] point = [];
        PdfRefinement? result = null;
        for (var stage = 0; stage < _models.Length; stage++)
        {
            if (result?.Misfit > plan.Stages[stage].LargestMisfit)
                break;
            result = Fit(crystal, plan.Target(curve, stage, longestRAngstrom), stage, point);
            point = result.Point;
        }

        return result!;
    }

    /// <summary>Fits many crystals: of each space group, only the best of a stage begin the next.</summary>
    /// <param name="crystals">Where to start; the most probable of a space group first.</param>
    /// <param name="curve">G(r) on the grid of the plan, in any unit and with any constant added.</param>
    /// <param name="longestRAngstrom">Where the curve ends, Å; what lies beyond is not compared.</param>
    /// <returns>The crystals, by their index, that came to the end; best misfit first.</returns>
    /// <exception cref="ArgumentException">The length is wrong, or nothing is tabulated for a species.</exception>
    public ImmutableArray<(int Crystal, PdfRefinement Fit)> Race(
        IReadOnlyList<AsymmetricStructure> crystals,
        ReadOnlySpan<float> curve,
        double longestRAngstrom = double.PositiveInfinity
    )
    {
        ArgumentNullException.ThrowIfNull(crystals);
        RequireLength(curve);
        var running = Enumerable.Range(0, crystals.Count).Select(i => (Crystal: i, Fit: (PdfRefinement?)null)).ToList();
        for (var stage = 0; stage < _models.Length; stage++)
        {
            var target = plan.Target(curve, stage, longestRAngstrom);
            running =
            [
                .. running
                    .GroupBy(one => crystals[one.Crystal].Setting.SpaceGroupNumber)
                    .SelectMany(group => group.OrderBy(one => one.Fit?.Objective ?? 0).Take(plan.Stages[stage].Crystals))
                    .Select(one =>
                        (
                            one.Crystal,
                            one.Fit?.Misfit > plan.Stages[stage].LargestMisfit
                                ? one.Fit
                                : Fit(crystals[one.Crystal], target, stage, one.Fit?.Point ?? [])
                        )
                    ),
            ];
        }

        return [.. running.Select(one => (one.Crystal, one.Fit!)).OrderBy(one => one.Item2.Misfit)];
    }

    /// <summary>One stage.</summary>
    /// <param name="crystal">The crystal.</param>
    /// <param name="target">The curve of the stage.</param>
    /// <param name="stage">Its number.</param>
    /// <param name="start">Where to start, in units of the prior; empty for the crystal as it is.</param>
    private PdfRefinement Fit(AsymmetricStructure crystal, ReadOnlySpan<float> target, int stage, ReadOnlySpan<double> start)
    {
        var model = _models[stage] ??= plan.CreateModel(stage);
        model.Load(crystal);
        var problem = new RefinementProblem(model, target, plan.Stages[stage].Noise, plan.Prior);
        var point = new double[problem.Count];
        start.CopyTo(point);
        new LevenbergMarquardt(problem).Minimise(point, plan.Stages[stage].Steps, Tolerance);
        return problem.Describe(point);
    }

    private void RequireLength(ReadOnlySpan<float> curve)
    {
        if (curve.Length != plan.Grid.Count)
            throw new ArgumentException($"Expected {plan.Grid.Count} values, got {curve.Length}.", nameof(curve));
    }
}
