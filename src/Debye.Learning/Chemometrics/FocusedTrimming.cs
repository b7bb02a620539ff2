using Debye.Learning.Tables;

namespace Debye.Learning.Chemometrics;

/// <summary>Sequential focused trimming: which samples of a class are outliers.</summary>
internal static class FocusedTrimming
{
    private const int MostRounds = 100;

    /// <summary>Separates samples from outliers.</summary>
    public static TrimmingReport Run(SampleTable table, PrincipalComponentOptions options)
    {
        options = options with { Estimator = DistanceEstimator.Robust };
        var (kept, removed) = (Enumerable.Range(0, table.Rows).ToList(), new List<int>());
        for (var round = 1; round <= MostRounds; round++)
        {
            var model = Trim(table, options, kept, removed);
            var back = removed.Where(i => model.Judge(table.Row(i)) != SampleKind.Outlier).ToArray();
            if (back.Length == 0)
                return new TrimmingReport(kept.Order().ToArray(), removed.Order().ToArray(), round, true);
            kept.AddRange(back);
            removed.RemoveAll(back.Contains);
        }

        return new TrimmingReport(kept.Order().ToArray(), removed.Order().ToArray(), MostRounds, false);
    }

    private static PrincipalComponentModel Trim(SampleTable table, PrincipalComponentOptions options, List<int> kept, List<int> removed)
    {
        while (true)
        {
            var model = PrincipalComponentModel.Fit(table.Select(kept), options);
            var outliers = kept.Where(i => model.Judge(table.Row(i)) == SampleKind.Outlier).ToArray();
            if (outliers.Length == 0)
                return model;
            kept.RemoveAll(outliers.Contains);
            removed.AddRange(outliers);
        }
    }
}

/// <summary>What focused trimming did.</summary>
/// <param name="Kept">Samples that the model is made of, ascending.</param>
/// <param name="Removed">Outliers, ascending.</param>
/// <param name="Rounds">Rounds until nothing came back, 1 or more.</param>
/// <param name="Converged">False where samples still went to and fro after 100 rounds.</param>
public sealed record TrimmingReport(ReadOnlyMemory<int> Kept, ReadOnlyMemory<int> Removed, int Rounds, bool Converged);
