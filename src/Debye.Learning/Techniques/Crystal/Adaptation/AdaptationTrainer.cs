using Debye.Learning.Regression;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>Trains one method on some rows.</summary>
internal sealed class AdaptationTrainer(CrystalModel model, IReadOnlyList<CrystalInput> baseCrystals, CpuBackend backend, int threads)
{
    /// <summary>Trains.</summary>
    /// <param name="method">The method.</param>
    /// <param name="rows">Rows to learn from.</param>
    /// <param name="fold">Networks start from the base member that left this fold out.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>A member of an adapted model; null for the base model itself.</returns>
    public CrystalMember? Train(AdaptationMethod method, IReadOnlyList<AdaptationRow> rows, int fold, ulong seed)
    {
        var scale = TargetScale.Of([.. rows.Select(row => row.Example.Target)]);
        switch (method.Kind)
        {
            case AdaptationKind.Base:
                return null;
            case AdaptationKind.Mean:
                return new CrystalMember(CrystalMemberKind.Line, scale) { Line = (scale.Mean, 0), IsOnBase = true };
            case AdaptationKind.Line:
                return new CrystalMember(CrystalMemberKind.Line, scale) { Line = Line(rows), IsOnBase = true };
            case AdaptationKind.Network:
                return Network(method, rows, fold, scale, seed);
        }

        CrystalInput[] crystals = [.. rows.Select(row => row.Example.Crystal)];
        double[]? values = method.OnBase ? [.. rows.Select(row => row.BaseValue)] : null;
        float[] targets = [.. rows.Select(row => (float)row.Example.Target)];
        if (method.Kind == AdaptationKind.Process)
        {
            var table = CrystalFeatures.Complete(crystals, values);
            var options = new GaussianProcessOptions
            {
                Groups = values is null
                    ? []
                    :
                    [
                        [table.Columns - 1],
                        [.. Enumerable.Range(0, table.Columns - 1)],
                    ],
                Linear = true,
                Seed = seed,
                Starts = 2,
                LikelihoodRows = 600,
            };
            return new CrystalMember(CrystalMemberKind.Process, scale)
            {
                Process = GaussianProcess.Train(TreeExamples.ForValues(table, targets), options),
                IsOnBase = method.OnBase,
            };
        }

        var examples = TreeExamples.ForValues(CrystalFeatures.Table(crystals, values), targets);
        TreeModel trees =
            method.Kind == AdaptationKind.Forest
                ? RegressionForest.Train(
                    examples,
                    RandomForestOptions.ExtraTrees with
                    {
                        Trees = 300,
                        FeaturesPerSplit = examples.Features.Columns / 3,
                        MinimumLeafRows = 2,
                        MaxBins = 255,
                        Seed = seed,
                        Threads = threads,
                    }
                )
                : GradientBoosting.Train(
                    examples,
                    new GradientBoostingOptions
                    {
                        Rounds = 400,
                        LearningRate = 0.03,
                        MaxDepth = 4,
                        ColumnFraction = 0.25,
                        RowFraction = 0.7,
                        L2 = 3,
                        MinimumChildWeight = 3,
                        Seed = seed,
                        Threads = threads,
                    }
                );
        return new CrystalMember(CrystalMemberKind.Trees, scale) { Trees = trees, IsOnBase = method.OnBase };
    }

    private CrystalMember Network(AdaptationMethod method, IReadOnlyList<AdaptationRow> rows, int fold, TargetScale own, ulong seed)
    {
        var networks = model
            .Members.Where(member => member.Network is { } one && one.Description.Convolutions == 0 == method.FromDescriptors)
            .ToArray();
        if (method.OnBase && networks.Length == 0)
            throw new InvalidOperationException($"{method.Name}: the base model has no network to start from");
        var start = method.OnBase ? Array.Find(networks, member => member.Fold == fold) ?? networks[fold % networks.Length] : null;
        // An adapted network keeps the scale that its weights know.
        var (scale, description) = (start?.Scale ?? own, start?.Network!.Description ?? method.Network);
        var kind = start?.Kind ?? CrystalMemberKind.Hybrid;
        var network = new CrystalMemberOptions { Kind = kind, Network = description }.NewNetwork(seed, new RandomStream(seed + 1000));
        if (start is not null)
            SafeTensors.LoadInto(SafeTensors.FromModule(start.Network!), network);
        else
            ((HybridNetwork)network).SetScale([.. rows.Select(row => row.Example.Crystal)]);
        new NetworkTuner(method, backend).Tune(network, scale, [.. rows.Select(row => row.Example)], baseCrystals, seed);
        return new CrystalMember(kind, scale) { Network = network };
    }

    /// <summary>Least squares.</summary>
    private static (double Constant, double Slope) Line(IReadOnlyList<AdaptationRow> rows)
    {
        var (x, y) = (rows.Average(row => row.BaseValue), rows.Average(row => row.Example.Target));
        var slope =
            rows.Sum(row => (row.BaseValue - x) * (row.Example.Target - y)) / rows.Sum(row => (row.BaseValue - x) * (row.BaseValue - x));
        return (y - (slope * x), slope);
    }
}
