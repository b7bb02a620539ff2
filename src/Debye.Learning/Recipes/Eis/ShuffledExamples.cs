using Debye.Learning.Training;
using Debye.Numerics;

namespace Debye.Learning.Recipes.Eis;

/// <summary>A table of examples as an endless series: every one once in each round, in another order each time.</summary>
/// <param name="examples">The examples.</param>
/// <param name="seed">Seed of the orders.</param>
internal sealed class ShuffledExamples(EisExamples examples, ulong seed) : IExampleSource
{
    public int FeatureLength => examples.Features.Columns;

    public IExampleMaker CreateMaker() => new Maker(examples, seed);

    private sealed class Maker(EisExamples examples, ulong seed) : IExampleMaker
    {
        private readonly int[] _order = new int[examples.Count];
        private long _round = -1;

        public int Make(long index, Span<float> features)
        {
            var (round, place) = Math.DivRem(index, _order.Length);
            if (round != _round) Shuffle(round);
            var chosen = _order[place];
            examples.Features.Row(chosen).CopyTo(features);
            return examples.Labels[chosen];
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
