using Debye.Learning.Tables;

namespace Debye.Learning.Chemometrics;

/// <summary>
/// Numbers behind the two usual pictures of a class model: acceptance areas, and extremes found against extremes expected.
/// </summary>
/// <remarks>
/// Source: Y. V. Zontov, O. Ye. Rodionova, S. V. Kucheryavskiy and A. L. Pomerantsev, Chemom. Intell. Lab. Syst. 167, 23 (2017), doi
/// 10.1016/j.chemolab.2017.05.010; extremes: A. L. Pomerantsev and O. Ye. Rodionova, J. Chemometrics 28, 429 (2014), doi 10.1002/cem.2506.
/// </remarks>
public static class AcceptancePlot
{
    /// <summary>The edge of the area within a total distance, from the axis h = 0 to the axis q = 0.</summary>
    /// <param name="model">The class.</param>
    /// <param name="limit">Total distance, above 0, as <see cref="PrincipalComponentModel.CriticalDistance"/>.</param>
    /// <param name="points">Number of points, 2 or more, evenly spaced in ln(1 + h/h₀), the usual axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static BoundaryPoint[] Boundary(PrincipalComponentModel model, double limit, int points = 100)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var (score, orthogonal) = (model.ScoreDistribution.Degrees, model.OrthogonalDistribution.Degrees);
        var last = Math.Log(1 + limit / score);
        var edge = new BoundaryPoint[points];
        for (var i = 0; i < points; i++)
        {
            var h = Math.Min(Math.Exp(last * i / (points - 1)) - 1, limit / score);
            edge[i] = new BoundaryPoint(h, Math.Max(0, (limit - score * h) / orthogonal));
        }

        return edge;
    }

    /// <summary>For areas that should leave out 1, 2, … up to a quarter of the samples: how many they do.</summary>
    /// <param name="model">The class.</param>
    /// <param name="table">Samples that belong to it.</param>
    /// <exception cref="ArgumentException">The number of columns does not match.</exception>
    public static ExtremeCount[] Extremes(PrincipalComponentModel model, SampleTable table)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        var distances = Enumerable.Range(0, table.Rows).Select(i => model.Measure(table.Row(i)).Total).ToArray();
        var counts = new ExtremeCount[table.Rows / 4];
        for (var n = 1; n <= counts.Length; n++)
        {
            var share = (double)n / table.Rows;
            var (limit, width) = (model.LimitFor(share), 2 * Math.Sqrt(n * (1 - share)));
            counts[n - 1] = new ExtremeCount(n, distances.Count(distance => distance >= limit), n - width, n + width);
        }

        return counts;
    }
}
