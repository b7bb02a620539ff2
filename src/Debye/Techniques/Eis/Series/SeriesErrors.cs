using System.Collections.Immutable;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Techniques.Eis.Series;

/// <summary>Errors of the parameters of a minimum and its evidence.</summary>
internal sealed class SeriesErrors(SeriesProblem problem)
{
    // What is known before the measurement: spreads of ln amplitude, ln τ and exponent.
    private const double AmplitudeSpread = 3;
    private const double TauSpread = 5;
    private const double ExponentSpread = 0.15;

    /// <summary>Evaluates a minimum on the problem's data.</summary>
    public (double LogEvidence, ImmutableArray<ComparedTerm> Terms) Of(SeriesSolution solution)
    {
        var terms = solution.Terms;
        var spreads = Spreads(terms);
        var n = spreads.Length;
        problem.Differentiate(terms, solution.Point, solution.Amplitudes);
        var fisher = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) fisher[i * n + j] = fisher[j * n + i] = spreads[i] * spreads[j] * Columns.Dot(problem.Slope(i), problem.Slope(j));
            fisher[i * n + i] += 1;
        }

        if (!SymmetricSolver.Factor(fisher, n)) return (double.MinValue, [.. Describe(solution, spreads)]);
        var logarithm = 0.0;
        for (var i = 0; i < n; i++) logarithm += Math.Log(fisher[i * n + i]);
        var errors = new double[n];
        var unit = new double[n];
        for (var i = 0; i < n; i++)
        {
            Array.Clear(unit);
            unit[i] = 1;
            SymmetricSolver.Solve(fisher, n, unit);
            errors[i] = spreads[i] * Math.Sqrt(Math.Max(0, unit[i]));
        }

        return (-0.5 * solution.ChiSquared - logarithm, [.. Describe(solution, errors)]);
    }

    /// <summary>In the order of <see cref="SeriesProblem.Differentiate"/>: amplitude, ln τ, a of each term.</summary>
    private static double[] Spreads(SeriesTerm[] terms)
    {
        var spreads = new List<double>();
        foreach (var term in terms)
        {
            spreads.Add(AmplitudeSpread);
            if (term.HasTau) spreads.Add(TauSpread);
            if (term.HasExponent) spreads.Add(ExponentSpread);
        }

        return [.. spreads];
    }

    private static IEnumerable<ComparedTerm> Describe(SeriesSolution solution, double[] errors)
    {
        var described = new List<ComparedTerm>();
        var (place, next) = (0, 0);
        for (var k = 0; k < solution.Terms.Length; k++)
        {
            var term = solution.Terms[k];
            var amplitude = solution.Amplitudes[k];
            var atLimit = amplitude <= term.Lower || amplitude >= term.Upper;
            double? tau = null, exponent = null;
            var (amplitudeError, tauError, exponentError) = (errors[next++], 0.0, 0.0);
            if (term.HasTau)
            {
                atLimit |= solution.Point[place] <= term.LowerLnTau || solution.Point[place] >= term.UpperLnTau;
                (tau, exponent, tauError) = (Math.Exp(solution.Point[place++]), term.UpperExponent, errors[next++]);
            }

            if (term.HasExponent)
            {
                atLimit |= solution.Point[place] <= term.LowerExponent || solution.Point[place] >= term.UpperExponent;
                (exponent, exponentError) = (solution.Point[place++], errors[next++]);
            }

            described.Add(new ComparedTerm(amplitude, tau, exponent, amplitudeError, tauError, exponentError, atLimit));
        }

        return described.OrderBy(term => term.TauSeconds ?? double.NegativeInfinity);
    }
}
