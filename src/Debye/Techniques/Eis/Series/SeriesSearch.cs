using Debye.Numerics;

namespace Debye.Techniques.Eis.Series;

/// <summary>Finds the best minima of a sum of terms: from those of related sums, by inserting arcs, and by hops.</summary>
internal sealed class SeriesSearch(SeriesProblem problem)
{
    private const int Kept = 3;
    private const int Screened = 32;
    private const int Starts = 10;
    private const int FirstIterations = 3;
    private const int ShortIterations = 10;
    private const int LongIterations = 150;

    private readonly SeriesMinimiser _minimiser = new(problem);

    /// <summary>Searches.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="sources">Minima of other sums, of this one too, on the same data; those with a time constant more or less at most are
    /// used.</param>
    /// <param name="hops">Number of random hops from the best minimum.</param>
    /// <param name="target">χ² that ends the search.</param>
    /// <param name="random">Source of the hops.</param>
    /// <returns>At least one minimum, best first.</returns>
    public List<SeriesSolution> Search(
        SeriesTerm[] terms,
        IEnumerable<SeriesSolution> sources,
        int hops,
        double target,
        ref RandomSource random
    )
    {
        var starts = new SeriesStarts(problem, terms, Screened);
        var lnTaus = Places(starts.Count);
        var known = sources.Select(source => source.Times()).Where(times => Math.Abs(times.Length - starts.Count) <= 1).ToList();
        if (known.Count == 0 && starts.Count > 1)
        {
            var fewer = Without(terms);
            known.AddRange(Search(fewer, [], hops / 2, target, ref random).Select(source => source.Times()));
        }

        if (starts.Count <= 1)
            starts.AddFrom([], lnTaus);
        if (starts.Count == 0)
            starts.Add([]);
        foreach (var times in known)
            starts.AddFrom(times, lnTaus);
        // Successive halving: many starts get a few steps, few get many.
        var begun = starts
            .Best.Select(start => Follow(terms, start.Point, FirstIterations, 1e-2, target))
            .OrderBy(solution => solution.ChiSquared)
            .Take(Starts);
        var found = new List<SeriesSolution>();
        foreach (var solution in begun)
        {
            Keep(found, Follow(terms, solution.Point, ShortIterations, 1e-3, target));
            if (found[0].ChiSquared <= target)
                break;
        }

        Polish(found, target);
        Hop(found, starts, lnTaus, hops, target, ref random);
        return found;
    }

    /// <summary>Follows given minima of the same terms on other weights.</summary>
    public List<SeriesSolution> Refine(IEnumerable<SeriesSolution> solutions, double target)
    {
        var found = new List<SeriesSolution>();
        foreach (var solution in solutions)
            Keep(found, Follow(solution.Terms, solution.Point.ToArray(), LongIterations, 1e-6, target));
        return found;
    }

    private SeriesSolution Follow(SeriesTerm[] terms, double[] point, int iterations, double tolerance, double target)
    {
        var amplitudes = new double[terms.Length];
        var chi = _minimiser.Minimise(terms, point, amplitudes, iterations, tolerance, target);
        return new SeriesSolution(terms, double.IsFinite(chi) ? chi : double.MaxValue, point, amplitudes, 2 * problem.Grid.Count);
    }

    private void Polish(List<SeriesSolution> found, double target)
    {
        var rough = found.ToArray();
        found.Clear();
        foreach (var solution in rough)
        {
            Keep(found, Follow(solution.Terms, solution.Point, LongIterations, 1e-5, target));
            if (found[0].ChiSquared <= target)
                return;
        }
    }

    private void Hop(List<SeriesSolution> found, SeriesStarts starts, double[] lnTaus, int hops, double target, ref RandomSource random)
    {
        for (var hop = 0; hop < hops && starts.Count > 0 && found[0].ChiSquared > target; hop++)
        {
            var origin = found[hop % 3 == 2 ? random.NextInt(found.Count) : 0];
            var times = origin.Times();
            var moved = random.NextInt(times.Length);
            for (var k = 0; k < times.Length; k++)
            {
                if (hop % 2 == 0 && k == moved)
                    times[k] = (random.NextDouble(lnTaus[0], lnTaus[^1]), random.NextDouble(0.5, 1));
                else
                    times[k] = (times[k].LnTau + 0.8 * random.NextNormal(), times[k].Exponent + 0.08 * random.NextNormal());
            }

            var point = new double[origin.Point.Length];
            starts.Fill(times, point);
            var trial = Follow(origin.Terms, point, 2 * ShortIterations, 1e-3, target);
            if (trial.ChiSquared > 4 * found[0].ChiSquared)
                continue;
            Keep(found, Follow(origin.Terms, point, LongIterations, 1e-5, target));
        }
    }

    private static void Keep(List<SeriesSolution> found, SeriesSolution solution)
    {
        var same = found.FindIndex(other =>
            Math.Abs(other.ChiSquared - solution.ChiSquared) < 1e-3 * other.ChiSquared && Distance(other, solution) < 0.05
        );
        if (same >= 0 && found[same].ChiSquared <= solution.ChiSquared)
            return;
        if (same >= 0)
            found.RemoveAt(same);
        var place = found.FindIndex(other => other.ChiSquared > solution.ChiSquared);
        found.Insert(place < 0 ? found.Count : place, solution);
        if (found.Count > Kept)
            found.RemoveAt(Kept);
    }

    private static double Distance(SeriesSolution a, SeriesSolution b)
    {
        var largest = 0.0;
        for (var k = 0; k < a.Point.Length; k++)
            largest = Math.Max(largest, Math.Abs(a.Point[k] - b.Point[k]));
        return largest;
    }

    /// <summary>The terms less the last one with a time constant.</summary>
    private static SeriesTerm[] Without(SeriesTerm[] terms)
    {
        var last = Array.FindLastIndex(terms, term => term.HasTau);
        return [.. terms[..last], .. terms[(last + 1)..]];
    }

    private double[] Places(int count)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var ln in problem.Grid.LnOmega)
            (low, high) = (Math.Min(low, ln), Math.Max(high, ln));
        // Arcs far above the range still show by the rise of their tail; below it an arc soon is a line.
        var (first, last) = (Math.Min(-high - 2, -38), -low + 4);
        var number = (int)Math.Ceiling((last - first) / (count <= 1 ? 1.2 : 2));
        return [.. Enumerable.Range(0, number + 1).Select(i => first + (last - first) * i / number)];
    }
}
