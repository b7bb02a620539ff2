using Debye.Learning.Explanation;
using Debye.Tensors;
using Debye.Tensors.Cpu;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Explanation;

public sealed class MapProjectionTests
{
    [Fact]
    public void Behind_StridesPoolsAndBlocks_CentresOfWhatAPositionSees()
    {
        var random = new RandomStream(1);
        Module[] layers =
        [
            new Conv1d(1, 2, 5, random, 2, padding: 2),
            new Sequential(new Conv1d(2, 2, 3, random, dilation: 2, padding: 1), new BatchNorm(2)),
            new Pool1d(PoolingKind.Average, 3, 2, 1),
            new ResidualBlock(new Conv1d(2, 2, 3, random)),
            new Conv1d(2, 2, 4, random, 3, padding: 0),
        ];
        var cells = ReceptiveCells.Behind(layers).ShouldNotBeNull();
        var positions = Seen(layers, 240);
        foreach (var (position, first, last) in positions.Where(seen => seen.First > 0 && seen.Last < 239))
            (cells.First + position * cells.Step).ShouldBe(0.5 * (first + last), 1e-9);
    }

    [Fact]
    public void Behind_LayerOfImages_IsUnknown() => ReceptiveCells.Behind([new AsImage(4, 4)]).ShouldBeNull();

    [Fact]
    public void OfSignal_Linear_PassesThroughTheCentresAndHoldsAtTheEnds()
    {
        var map = Map(1, 4, [1, 3, -2, 4]);
        var values = MapProjection.OfSignal(map, 12);
        values[1].ShouldBe(1);
        values[0].ShouldBe(1);
        values[4].ShouldBe(3);
        values[2].ShouldBe(1 + 2.0 / 3, 1e-12);
        values[11].ShouldBe(4);
        MapProjection.OfSignal(map, 12, MapInterpolation.Nearest).ShouldBe([1, 1, 1, 3, 3, 3, -2, -2, -2, 4, 4, 4]);
        MapProjection.OfSignal(map, 12, cells: new ReceptiveCells(0, 4))[8].ShouldBe(-2);
    }

    [Fact]
    public void OfSignal_AnyMap_StaysWithinItsRange() =>
        Prop.ForAll(
                Gen.Choose(1, 40).ToArbitrary(),
                Gen.Choose(1, 90).ToArbitrary(),
                (cells, points) =>
                {
                    var values = Enumerable.Range(0, cells).Select(i => Math.Sin(3.7 * i)).ToArray();
                    foreach (var interpolation in Enum.GetValues<MapInterpolation>())
                    {
                        var projected = MapProjection.OfSignal(Map(1, cells, values), points, interpolation);
                        projected.Min().ShouldBeGreaterThanOrEqualTo(values.Min() - 1e-12);
                        projected.Max().ShouldBeLessThanOrEqualTo(values.Max() + 1e-12);
                    }

                    if (points == cells)
                        MapProjection.OfSignal(Map(1, cells, values), points).ShouldBe(values, 1e-12);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithReplay(20260101, 1));

    [Fact]
    public void OfImage_SumsRowsAndColumnsAlike()
    {
        double[] values = [1, 2, 6, 0, 3, -4, 2, 8, 5];
        var transposed = Enumerable.Range(0, 9).Select(i => values[i % 3 * 3 + i / 3]).ToArray();
        var mean = MapProjection.OfImage(Map(3, 3, values), 3);
        mean.ShouldBe(MapProjection.OfImage(Map(3, 3, transposed), 3), 1e-12);
        for (var i = 0; i < 3; i++)
            mean[i].ShouldBe(Enumerable.Range(0, 3).Average(j => 0.5 * (values[3 * i + j] + values[3 * j + i])), 1e-12);
        MapProjection.OfImage(Map(3, 3, values), 3, MapCondensation.Maximum).ShouldBe([4, 3, 5]);
        Should.Throw<InvalidOperationException>(() => MapProjection.OfImage(Map(1, 3, [1, 2, 3]), 3));
    }

    private static ActivationMap Map(int rows, int columns, double[] values) =>
        new()
        {
            Method = ActivationMethod.HiResCam,
            Rows = rows,
            Columns = columns,
            Values = values,
            Score = 0,
        };

    /// <summary>First and last input that moves a position, found by moving every input.</summary>
    private static List<(int Position, int First, int Last)> Seen(Module[] layers, int points)
    {
        var backend = new CpuBackend(1);
        float[] Run(float[] input)
        {
            var tape = new Tape(backend) { Recording = false };
            var x = tape.Input(input, 1, points, 1);
            foreach (var layer in layers)
            {
                layer.Eval();
                x = layer.Forward(tape, x);
            }

            return x.Span.ToArray();
        }

        var plain = Run(new float[points]);
        var seen = new Dictionary<int, (int First, int Last)>();
        for (var i = 0; i < points; i++)
        {
            var input = new float[points];
            input[i] = 1;
            var moved = Run(input);
            for (var position = 0; position < plain.Length / 2; position++)
            {
                if (moved[2 * position] == plain[2 * position] && moved[2 * position + 1] == plain[2 * position + 1])
                    continue;
                seen[position] = seen.TryGetValue(position, out var now) ? (now.First, i) : (i, i);
            }
        }

        return [.. seen.Select(item => (item.Key, item.Value.First, item.Value.Last))];
    }
}
