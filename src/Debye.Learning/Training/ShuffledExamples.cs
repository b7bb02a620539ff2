using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Training;

/// <summary>A table of examples as an endless series: every one once in each round, in another order each time.</summary>
/// <param name="features">The examples, row by row.</param>
/// <param name="labels">Class of each.</param>
/// <param name="seed">Seed of the orders.</param>
internal sealed class ShuffledExamples(FeatureTable features, int[] labels, ulong seed) : IExampleSource
{
    public int FeatureLength => features.Columns;

    public IExampleMaker CreateMaker() => new Maker(features, labels, seed);

    private sealed class Maker(FeatureTable table, int[] labels, ulong seed) : IExampleMaker
    {
        private readonly int[] _order = new int[labels.Length];
        private long _round = -1;

        public int Make(long index, Span<float> features)
        {
            var (round, place) = Math.DivRem(index, _order.Length);
            if (round != _round)
                Shuffle(round);
            var chosen = _order[place];
            table.Row(chosen).CopyTo(features);
            return labels[chosen];
        }

        private void Shuffle(long round)
        {
            _round = round;
            var random = new RandomSource(seed, (ulong)round);
            for (var i = 0; i < _order.Length; i++)
            {
                var j = random.NextInt(i + 1);
                (_order[i], _order[j]) = (_order[j], i);
            }
        }
    }
}
