using Debye.Numerics;

namespace Debye.Learning.Trees;

/// <summary>Samples and trees of a forest.</summary>
internal sealed class RandomForestTrainer
{
    private const double LargestTotalWeight = 1 << 30;
    private readonly TreeExamples _examples;
    private readonly RandomForestOptions _options;
    private readonly BinnedFeatures _binned;
    private readonly ushort[] _labels;
    private readonly int[] _weights;

    public RandomForestTrainer(TreeExamples examples, RandomForestOptions options)
    {
        _examples = examples;
        _options = options;
        _labels = new ushort[examples.Features.Rows];
        for (var i = 0; i < _labels.Length; i++) _labels[i] = (ushort)examples.Targets[i];
        _weights = WholeWeights(examples.EffectiveWeights(options.ClassWeights));
        _binned = BinnedFeatures.From(examples.Features, options.MaxBins, options.Threads);
    }

    public RandomForest Train()
    {
        var trees = new GrownTree[_options.Trees];
        var samples = new int[_options.Trees][];
        var growers = new ForestTreeGrower?[_options.Threads];
        ParallelLoop.Run(trees.Length, _options.Threads, (t, worker) =>
        {
            var grower = growers[worker] ??= new ForestTreeGrower(_binned, _labels, _examples.Classes, _options);
            var random = new RandomSource(_options.Seed, (ulong)t);
            var weights = Draw(ref random);
            trees[t] = grower.Grow(weights, ref random);
            if (_options.OutOfBagScore) samples[t] = weights;
        });
        var ensemble = TreeEnsemble.From(_examples.Features.Columns, _examples.Classes, _examples.Classes, trees);
        return new RandomForest(ensemble, _options.OutOfBagScore ? OutOfBag(ensemble, samples) : null);
    }

    /// <summary>Weight of each row in a sample; 0 where it was not drawn.</summary>
    private int[] Draw(ref RandomSource random)
    {
        if (!_options.Bootstrap) return _weights;
        var weights = new int[_weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var row = random.NextInt(weights.Length);
            weights[row] += _weights[row];
        }

        return weights;
    }

    /// <summary>Accuracy over the rows that some tree did not see; NaN where every tree saw all.</summary>
    private double OutOfBag(TreeEnsemble trees, int[][] samples)
    {
        var hits = new int[_labels.Length];
        var judged = new int[_labels.Length];
        ParallelLoop.Run(_labels.Length, _options.Threads, (row, _) =>
        {
            var sums = new double[_examples.Classes];
            for (var t = 0; t < samples.Length; t++)
                if (samples[t][row] == 0) trees.AddTree(t, _examples.Features.Row(row), sums);
            var best = Array.IndexOf(sums, sums.Max());
            judged[row] = sums[best] > 0 ? 1 : 0;
            hits[row] = judged[row] == 1 && best == _labels[row] ? 1 : 0;
        });
        return (double)hits.Sum() / judged.Sum();
    }

    /// <summary>Weights as integers, so that sums are exact in any order; equal weights become 1.</summary>
    private static int[] WholeWeights(float[] weights)
    {
        var largest = weights.Max();
        if (weights.Min() == largest) return [.. weights.Select(_ => 1)];
        var unit = LargestTotalWeight / ((double)largest * weights.Length);
        return [.. weights.Select(weight => Math.Max(1, (int)(weight * unit)))];
    }
}
