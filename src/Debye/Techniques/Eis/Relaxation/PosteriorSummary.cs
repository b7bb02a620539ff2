using Debye.Numerics;

namespace Debye.Techniques.Eis.Relaxation;

/// <summary>What draws from the posterior say: intervals of γ.</summary>
/// <remarks>
/// Likelihood: independent normal noise of the estimated size on the weighted parts; prior: exp(-λ xᵀM x/2σ²) for x ≥ 0; λ as chosen. The
/// intervals are the shortest ones: where γ is 0 they begin at or near 0. Sources: F. Ciucci, C. Chen, Electrochim. Acta 167, 439 (2015),
/// doi 10.1016/j.electacta.2015.03.123; M. B. Effat, F. Ciucci, Electrochim. Acta 247, 1117 (2017), doi 10.1016/j.electacta.2017.07.050.
/// </remarks>
internal sealed class PosteriorSummary
{
    private const int WarmUp = 100;
    private readonly double[][] _gamma;

    /// <summary>Draws.</summary>
    public PosteriorSummary(
        RelaxationProblem problem,
        RegularisedFit fit,
        CholeskyFactor factor,
        RelaxationCurve curve,
        double noise,
        RelaxationOptions options
    )
    {
        var random = new RandomSource(options.Seed);
        Action next;
        double[] x;
        if (options.Posterior == RelaxationPosterior.Truncated)
        {
            var mean = problem.Right.ToArray();
            factor.Solve(mean);
            var small = 1e-6 * fit.Solution.Max();
            var sampler = new TruncatedNormalSampler(
                mean,
                factor,
                noise,
                [.. fit.Solution.Select(value => Math.Max(value, small))],
                random
            );
            for (var i = 0; i < WarmUp; i++)
                sampler.Next();
            (next, x) = (sampler.Next, sampler.Current);
        }
        else
        {
            var sampler = new ProjectedNormalSampler(fit.Matrix, problem.Right, factor, noise, random);
            (next, x) = (sampler.Next, sampler.Current);
        }

        _gamma = new double[options.Samples][];
        for (var i = 0; i < _gamma.Length; i++)
        {
            next();
            _gamma[i] = new double[curve.Count];
            curve.Evaluate(x.AsSpan(problem.Extras), _gamma[i]);
        }
    }

    /// <summary>Interval of γ at every point of the grid.</summary>
    public (double[] Low, double[] High) Band(double confidence)
    {
        var count = _gamma[0].Length;
        var (low, high, values) = (new double[count], new double[count], new double[_gamma.Length]);
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < values.Length; k++)
                values[k] = _gamma[k][i];
            var interval = Shortest(values, confidence);
            (low[i], high[i]) = (interval.Low, interval.High);
        }

        return (low, high);
    }

    /// <summary>The shortest interval with the asked share of the values; they are sorted in place.</summary>
    private static CredibleInterval Shortest(double[] values, double confidence)
    {
        Array.Sort(values);
        var inside = Math.Min(values.Length, (int)Math.Ceiling(confidence * values.Length));
        var best = 0;
        for (var i = 1; i + inside <= values.Length; i++)
            if (values[i + inside - 1] - values[i] < values[best + inside - 1] - values[best])
                best = i;
        return new CredibleInterval(values[best], values[best + inside - 1]);
    }
}
