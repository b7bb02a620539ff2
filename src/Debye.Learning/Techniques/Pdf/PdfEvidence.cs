using Debye.Learning.Calibration;
using Debye.Learning.Metrics;
using Debye.Learning.Trees;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>What every source says of curves that it did not learn from.</summary>
/// <param name="Sources">Probabilities of each source, row-major, curves × classes.</param>
/// <param name="Labels">Class of each curve.</param>
/// <param name="Distances">Distance of each curve to the nearest known one; empty without a library.</param>
internal sealed record PdfEvidence(IReadOnlyList<float[]> Sources, int[] Labels, double[] Distances)
{
    private const double KeptShare = 0.975;

    /// <summary>Evidence on the folds that a network was kept from; on all folds where there are no networks.</summary>
    public static PdfEvidence OutOfFold(
        PdfRecipe recipe,
        PdfTrainingSet set,
        IReadOnlyList<Module> networks,
        Backend backend,
        int threads,
        Action<string>? report,
        CancellationToken cancellation
    )
    {
        var folds = networks.Count > 0 ? networks.Count : recipe.Folds;
        var sources = PdfSources
            .Names(networks.Count > 0, recipe.UsesLibrary, recipe.RefinesCrystals)
            .Select(_ => new List<float>())
            .ToArray();
        var (labels, distances) = (new List<int>(), new List<double>());
        for (var fold = 0; fold < folds; fold++)
        {
            var rows = set.RowsOf(fold);
            if (recipe.PooledCurves > 0)
                rows = rows[..Math.Min(rows.Length, recipe.PooledCurves)];
            report?.Invoke(Invariant($"fold {fold + 1} of {folds}: {rows.Length:n0} curves"));
            var curves = set.Dataset.Features(rows);
            labels.AddRange(set.Dataset.LabelsOf(rows));
            var own = new List<float[]>();
            if (networks.Count > 0)
                own.Add(PdfSources.Network(networks[fold], backend, curves, recipe.InputShape));
            if (recipe.UsesLibrary)
            {
                var lookup = new PdfLookup(PdfLibrary.Make(set, set.IndicesWithout(fold), recipe, threads));
                own.AddRange(lookup.Run(curves, isMeasured: false, threads, report, cancellation).Sources);
                distances.AddRange(lookup.Nearest.Nearest(curves, 1, threads).Select(found => found.Distance));
            }

            for (var s = 0; s < sources.Length; s++)
                sources[s].AddRange(own[s]);
        }

        return new PdfEvidence([.. sources.Select(source => source.ToArray())], [.. labels], [.. distances]);
    }

    /// <summary>Pooled probabilities: each half of the curves by weights fitted to the other half.</summary>
    public float[] CrossPooled(int classes)
    {
        var result = new float[Labels.Length * classes];
        for (var half = 0; half < 2; half++)
        {
            var fitted = Enumerable.Range(0, Labels.Length).Where(i => i % 2 != half).ToArray();
            var pool = LogLinearPool.Fit(Chosen(fitted, classes), Array.ConvertAll(fitted, i => Labels[i]), classes);
            var judged = Enumerable.Range(0, Labels.Length).Where(i => i % 2 == half).ToArray();
            var pooled = pool.Combine(Chosen(judged, classes));
            for (var i = 0; i < judged.Length; i++)
                pooled.AsSpan(i * classes, classes).CopyTo(result.AsSpan(judged[i] * classes));
        }

        return result;
    }

    /// <summary>The distance that all but 2.5 % of the curves stay below; 2 without a library.</summary>
    public double LargestDistance() => Distances.Length == 0 ? 2 : Distances.Order().ElementAt((int)(KeptShare * (Distances.Length - 1)));

    /// <summary>The probability that all but 2.5 % of the right answers exceed.</summary>
    public static double UnknownThreshold(float[] probabilities, int[] truth, int classes)
    {
        double[] right =
        [
            .. Enumerable
                .Range(0, truth.Length)
                .Where(i => ClassificationReport.RankOf(probabilities.AsSpan(i * classes, classes), truth[i]) == 0)
                .Select(i => (double)probabilities[i * classes + truth[i]])
                .Order(),
        ];
        return right.Length == 0 ? 0 : right[(int)((1 - KeptShare) * right.Length)];
    }

    private float[][] Chosen(int[] rows, int classes) =>
        [.. Sources.Select(source => rows.SelectMany(row => source[(row * classes)..((row + 1) * classes)]).ToArray())];
}
