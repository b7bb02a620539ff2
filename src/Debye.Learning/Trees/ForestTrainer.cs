using Debye.Numerics;

namespace Debye.Learning.Trees;

/// <summary>Samples and trees of a forest.</summary>
/// <typeparam name="TSums">What splits are judged by.</typeparam>
internal sealed class ForestTrainer<TSums>
    where TSums : struct, ISplitSums
{
    private const double LargestTotalWeight = 1 << 30;
    private readonly TreeExamples _examples;
    private readonly RandomForestOptions _options;
    private readonly Func<TSums> _newSums;
    private readonly int _leafWidth;
    private readonly int _featuresPerSplit;
    private readonly BinnedFeatures _binned;
    private readonly int[] _weights;
    private readonly int[][] _samples;

    /// <summary>Bins the features.</summary>
    /// <param name="examples">Examples.</param>
    /// <param name="options">Settings.</param>
    /// <param name="newSums">Makes the buffers of a thread.</param>
    /// <param name="leafWidth">Numbers in a leaf.</param>
    /// <param name="usualFeatures">Features tried for a split where the settings do not say.</param>
    public ForestTrainer(TreeExamples examples, RandomForestOptions options, Func<TSums> newSums, int leafWidth, int usualFeatures)
    {
        _examples = examples;
        _options = options;
        _newSums = newSums;
        _leafWidth = leafWidth;
        _featuresPerSplit =
            options.FeaturesPerSplit > 0 ? Math.Min(examples.Features.Columns, options.FeaturesPerSplit) : Math.Max(1, usualFeatures);
        _weights = WholeWeights(examples.EffectiveWeights(options.ClassWeights));
        _samples = new int[options.Trees][];
        _binned = BinnedFeatures.From(examples.Features, options.MaxBins, options.Threads);
    }

    /// <summary>Grows the trees.</summary>
    public TreeEnsemble Train()
    {
        var trees = new GrownTree[_options.Trees];
        var growers = new ForestTreeGrower<TSums>?[_options.Threads];
        ParallelLoop.Run(
            trees.Length,
            _options.Threads,
            (t, worker) =>
            {
                var grower = growers[worker] ??= new ForestTreeGrower<TSums>(_binned, _newSums(), _featuresPerSplit, _options);
                var random = new RandomSource(_options.Seed, (ulong)t);
                var weights = Draw(ref random);
                trees[t] = grower.Grow(weights, ref random);
                if (_options.OutOfBagScore)
                    _samples[t] = weights;
            }
        );
        return TreeEnsemble.From(_examples.Features.Columns, _leafWidth, _leafWidth, trees);
    }

    /// <summary>Mean judgement of the rows that some tree did not see, by the trees that did not; NaN where every tree saw all.</summary>
    /// <param name="trees">The trees of <see cref="Train"/>.</param>
    /// <param name="judge">From a row and the sums and number of those trees to a figure.</param>
    public double OutOfBag(TreeEnsemble trees, Func<int, double[], int, double> judge)
    {
        var figures = new double[_weights.Length];
        var judged = new int[_weights.Length];
        ParallelLoop.Run(
            _weights.Length,
            _options.Threads,
            (row, _) =>
            {
                var sums = new double[_leafWidth];
                for (var t = 0; t < _samples.Length; t++)
                {
                    if (_samples[t][row] != 0)
                        continue;
                    trees.AddTree(t, _examples.Features.Row(row), sums);
                    judged[row]++;
                }

                if (judged[row] > 0)
                    figures[row] = judge(row, sums, judged[row]);
            }
        );
        return figures.Sum() / judged.Count(count => count > 0);
    }

    /// <summary>Weight of each row in a sample; 0 where it was not drawn.</summary>
    private int[] Draw(ref RandomSource random)
    {
        if (!_options.Bootstrap)
            return _weights;
        var weights = new int[_weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var row = random.NextInt(weights.Length);
            weights[row] += _weights[row];
        }

        return weights;
    }

    /// <summary>Weights as integers, so that sums are exact in any order; equal weights become 1.</summary>
    private static int[] WholeWeights(float[] weights)
    {
        var largest = weights.Max();
        if (weights.Min() == largest)
            return [.. weights.Select(_ => 1)];
        var unit = LargestTotalWeight / ((double)largest * weights.Length);
        return [.. weights.Select(weight => Math.Max(1, (int)(weight * unit)))];
    }
}
