using Debye.Numerics;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>Differential evolution, rand/1/bin with F = 0.6 and CR = 0.8.</summary>
/// <remarks>Source: R. Storn, K. Price, J. Glob. Optim. 11, 341 (1997), doi 10.1023/A:1008202821328.</remarks>
internal static class DifferentialEvolution
{
    private const double Weight = 0.6;
    private const double Crossover = 0.8;

    /// <summary>The best point after the generations that the options ask for.</summary>
    /// <param name="problem">What is minimised.</param>
    /// <param name="draw">Draws a member of the first generation.</param>
    /// <param name="known">A point that is a member too; empty for none.</param>
    /// <param name="options">Number of generations and seed.</param>
    public static double[] Search(FitProblem problem, Func<double[]> draw, double[] known, CircuitFitOptions options)
    {
        var random = new RandomSource(options.Seed, 1);
        var n = problem.Map.Count;
        var members = new double[Math.Max(12, 8 * n)][];
        for (var i = 0; i < members.Length; i++)
            members[i] = i == 0 && known.Length == n ? known.ToArray() : draw();
        var chi = Array.ConvertAll(members, member => problem.ChiSquared(member));
        var trial = new double[n];
        for (var generation = 0; generation < options.GlobalEffort; generation++)
        {
            for (var i = 0; i < members.Length; i++)
            {
                Mix(members, i, problem.Map, trial, ref random);
                var value = problem.ChiSquared(trial);
                // Written so that a value that is no number never replaces one, and is always replaced.
                if (!(value <= chi[i]) && !double.IsNaN(chi[i]))
                    continue;
                (chi[i], members[i], trial) = (value, trial, members[i]);
            }
        }

        return members[Array.IndexOf(chi, chi.Where(value => !double.IsNaN(value)).DefaultIfEmpty(chi[0]).Min())];
    }

    private static void Mix(double[][] members, int own, ParameterMap map, double[] trial, ref RandomSource random)
    {
        var (a, b, c) = (random.NextInt(members.Length), random.NextInt(members.Length), random.NextInt(members.Length));
        var sure = random.NextInt(trial.Length);
        for (var k = 0; k < trial.Length; k++)
        {
            var isMixed = k == sure || random.NextBool(Crossover);
            var value = isMixed ? members[a][k] + Weight * (members[b][k] - members[c][k]) : members[own][k];
            trial[k] = Math.Clamp(value, map.Lower[k], map.Upper[k]);
        }
    }
}
