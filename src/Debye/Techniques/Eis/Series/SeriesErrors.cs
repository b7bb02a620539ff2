using System.Collections.Immutable;
using Debye.Numerics;
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
    public (double LogEvidence, double Correlation, ImmutableArray<ComparedTerm> Terms) Of(SeriesSolution solution)
    {
        var terms = solution.Terms;
        var spreads = Spreads(terms);
        var n = spreads.Length;
        problem.Evaluate(terms, solution.Point, new double[terms.Length], withSlopes: false);
        var correlation = Correlation();
        problem.Differentiate(terms, solution.Point, solution.Amplitudes);
        var fisher = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                fisher[i * n + j] = fisher[j * n + i] = spreads[i] * spreads[j] * Columns.Dot(problem.Slope(i), problem.Slope(j));
            fisher[i * n + i] += 1;
        }

        if (!SymmetricSolver.Factor(fisher, n))
            return (double.MinValue, correlation, [.. Describe(solution, spreads)]);
        var logarithm = 0.0;
        for (var i = 0; i < n; i++)
            logarithm += Math.Log(fisher[i * n + i]);
        var errors = new double[n];
        var unit = new double[n];
        for (var i = 0; i < n; i++)
        {
            Array.Clear(unit);
            unit[i] = 1;
            SymmetricSolver.Solve(fisher, n, unit);
            errors[i] = spreads[i] * Math.Sqrt(Math.Max(0, unit[i]));
        }

        return (-0.5 * solution.ChiSquared - logarithm, correlation, [.. Describe(solution, errors)]);
    }

    /// <summary>Correlation of weighted deviations at neighbouring frequencies, both parts together.</summary>
    private double Correlation()
    {
        var (count, padded) = (problem.Grid.Count, problem.Grid.PaddedCount);
        var (product, square) = (0.0, 0.0);
        for (var part = 0; part < 2; part++)
        {
            var residual = problem.Residual.Slice(part * padded, count);
            for (var i = 0; i < count; i++)
            {
                square += residual[i] * residual[i];
                if (i > 0)
                    product += residual[i] * residual[i - 1];
            }
        }

        return square > 0 ? product / square : 0;
    }

    /// <summary>In the order of <see cref="SeriesProblem.Differentiate"/>: amplitude, ln τ, a of each term.</summary>
    private static double[] Spreads(SeriesTerm[] terms)
    {
        var spreads = new List<double>();
        foreach (var term in terms)
        {
            spreads.Add(AmplitudeSpread);
            if (term.HasTau)
                spreads.Add(TauSpread);
            if (term.HasExponent)
                spreads.Add(ExponentSpread);
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
            double? tau = null,
                exponent = null;
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
