namespace Debye.Learning.Trees;

/// <summary>Tracks the loss on examples that are not trained on.</summary>
internal sealed class ValidationLoss
{
    private readonly TreeExamples _examples;
    private readonly BoostingLoss _loss;
    private readonly double[] _scores;
    private readonly double[] _losses;

    public ValidationLoss(TreeExamples examples, BoostingLoss loss, float[] start)
    {
        _examples = examples;
        _loss = loss;
        _scores = new double[examples.Features.Rows * loss.Outputs];
        _losses = new double[examples.Features.Rows];
        for (var i = 0; i < _scores.Length; i++)
            _scores[i] = start[i % loss.Outputs];
    }

    /// <summary>Adds the trees of a round and returns the weighted mean loss.</summary>
    public double Add(GrownTree[] round, int threads)
    {
        const int block = 512;
        ParallelLoop.Run(
            (_losses.Length + block - 1) / block,
            threads,
            (item, _) =>
            {
                for (var i = item * block; i < Math.Min(_losses.Length, (item + 1) * block); i++)
                {
                    var scores = _scores.AsSpan(i * _loss.Outputs, _loss.Outputs);
                    for (var k = 0; k < round.Length; k++)
                        scores[k] += round[k].ValueOf(_examples.Features.Row(i));
                    _losses[i] = _loss.Loss(scores, _examples.Targets[i]);
                }
            }
        );
        double sum = 0,
            total = 0;
        for (var i = 0; i < _losses.Length; i++)
        {
            var weight = _examples.Weights.IsEmpty ? 1 : _examples.Weights[i];
            sum += weight * _losses[i];
            total += weight;
        }

        return sum / total;
    }
}
