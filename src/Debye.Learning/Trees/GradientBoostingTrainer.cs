using System.Runtime.Intrinsics;
using Debye.Numerics;

namespace Debye.Learning.Trees;

/// <summary>The rounds of gradient boosting.</summary>
internal sealed class GradientBoostingTrainer
{
    private const int RowBlock = 4096;
    private readonly TreeExamples _examples;
    private readonly GradientBoostingOptions _options;
    private readonly BoostingObjective _objective;
    private readonly BoostingLoss _loss;
    private readonly ValidationLoss? _validation;
    private readonly int _stride;
    private readonly float[] _targets;
    private readonly float[] _weights;
    private readonly float[] _start;
    private readonly float[] _scores;
    private readonly float[] _first;
    private readonly float[] _second;
    private readonly BoostingTreeGrower[] _growers;

    public GradientBoostingTrainer(TreeExamples examples, GradientBoostingOptions options, TreeExamples? validation)
    {
        _examples = examples;
        _options = options;
        _objective = examples.Classes switch
        {
            0 => options.ValueObjective,
            2 => BoostingObjective.Logistic,
            _ => BoostingObjective.Softmax,
        };
        _loss = BoostingLoss.Of(_objective, examples.Classes, options.HuberWidth);
        var rows = examples.Features.Rows;
        // Whole vectors, so that the losses need no tails.
        _stride = (rows + Vector512<float>.Count - 1) / Vector512<float>.Count * Vector512<float>.Count;
        _targets = new float[_stride];
        _weights = new float[_stride];
        examples.Targets.CopyTo(_targets);
        examples.EffectiveWeights(options.ClassWeights).CopyTo(_weights, 0);
        _start = _loss.Start(examples.Targets, _weights.AsSpan(0, rows));
        _scores = new float[_stride * _loss.Outputs];
        for (var k = 0; k < _loss.Outputs; k++)
            _scores.AsSpan(k * _stride, _stride).Fill(_start[k]);
        _first = new float[_scores.Length];
        _second = new float[_scores.Length];
        var bins = new TiledBins(BinnedFeatures.From(examples.Features, options.MaxBins, options.Threads));
        // Several trees a round: one thread per tree. A single tree: all threads on its histograms.
        var inner = _loss.Outputs == 1 ? options.Threads : 1;
        LeafRule? renew = _loss is RobustLoss robust ? leaf => robust.LeafValue(leaf, _scores, _targets, _weights) : null;
        _growers =
        [
            .. Enumerable
                .Range(0, Math.Min(options.Threads, _loss.Outputs))
                .Select(_ => new BoostingTreeGrower(bins, options, _first, _second, inner, renew)),
        ];
        _validation = validation is null ? null : new ValidationLoss(validation, _loss, _start);
    }

    public GradientBoosting Train()
    {
        var trees = new List<GrownTree>();
        var losses = new List<double>();
        var (best, bestTrees) = (double.PositiveInfinity, 0);
        for (var round = 0; round < _options.Rounds; round++)
        {
            var grown = Round(round);
            trees.AddRange(grown);
            if (_validation is null)
                continue;
            losses.Add(_validation.Add(grown, _options.Threads));
            if (losses[^1] < best)
                (best, bestTrees) = (losses[^1], trees.Count);
            if (_options.EarlyStoppingRounds > 0 && trees.Count - bestTrees >= _options.EarlyStoppingRounds * _loss.Outputs)
                break;
        }

        if (_options.EarlyStoppingRounds > 0)
            trees.RemoveRange(bestTrees, trees.Count - bestTrees);
        var ensemble = TreeEnsemble.From(_examples.Features.Columns, _loss.Outputs, 1, trees);
        return new GradientBoosting(ensemble, _objective, _start, [.. losses]);
    }

    private GrownTree[] Round(int round)
    {
        var random = new RandomSource(_options.Seed, (ulong)round);
        var (rows, others) = DrawRows(ref random);
        var columns = Enumerable.Range(0, _loss.Outputs).Select(_ => DrawColumns(ref random)).ToArray();
        ParallelLoop.Run(
            (_stride + RowBlock - 1) / RowBlock,
            _options.Threads,
            (block, _) =>
                _loss.Differentiate(
                    _scores,
                    _targets,
                    _weights,
                    _first,
                    _second,
                    _stride,
                    block * RowBlock,
                    Math.Min(_stride, (block + 1) * RowBlock)
                )
        );
        var grown = new GrownTree[_loss.Outputs];
        ParallelLoop.Run(
            grown.Length,
            _growers.Length,
            (k, worker) =>
            {
                grown[k] = _growers[worker].Grow(k * _stride, rows, columns[k], _scores);
                foreach (var row in others)
                    _scores[k * _stride + row] += grown[k].ValueOf(_examples.Features.Row(row));
            }
        );
        return grown;
    }

    private (int[] Rows, int[] Others) DrawRows(ref RandomSource random)
    {
        var order = Enumerable.Range(0, _examples.Features.Rows).ToArray();
        if (_options.RowFraction >= 1)
            return (order, []);
        var count = Math.Max(1, (int)Math.Round(_options.RowFraction * order.Length));
        Shuffle(order, count, ref random);
        Array.Sort(order, 0, count);
        return (order[..count], order[count..]);
    }

    private bool[] DrawColumns(ref RandomSource random)
    {
        var columns = _examples.Features.Columns;
        var allowed = new bool[columns];
        var count = Math.Max(1, (int)Math.Round(_options.ColumnFraction * columns));
        var order = Enumerable.Range(0, columns).ToArray();
        if (count < columns)
            Shuffle(order, count, ref random);
        for (var i = 0; i < count; i++)
            allowed[order[i]] = true;
        return allowed;
    }

    /// <summary>Brings a random choice to the front.</summary>
    private static void Shuffle(int[] order, int count, ref RandomSource random)
    {
        for (var i = 0; i < count; i++)
        {
            var other = i + random.NextInt(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
