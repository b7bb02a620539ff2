using Debye.Learning.Explanation;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Explanation;

public sealed class ClassActivationTests
{
    private const int Points = 64;
    private readonly CpuBackend _backend = new(1);

    [Fact]
    public void Explain_PooledHead_AllMethodsAreTheClassicMap()
    {
        var layers = Network(pooled: true);
        var example = Example(3);
        for (var c = 0; c < 3; c++)
        {
            var activation = new ClassActivation(layers, 4, _backend);
            var hires = activation.Explain(example, [Points, 1], c);
            var grad = activation.Explain(example, [Points, 1], c, ActivationMethod.GradCam);
            var (maps, logits) = Forward(layers, example);
            var linear = (Linear)layers[^1];
            var bias = linear.NamedParameters().Single(p => p.Name == "bias").Value;
            var classic = ClassActivation.Pooled(maps, 1, linear.Weight.Span, bias.Span, c);
            hires.Values.ToArray().ShouldBe(classic.Values.ToArray(), 1e-6);
            grad.Values.ToArray().ShouldBe(classic.Values.ToArray(), 1e-6);
            (hires.Values.ToArray().Sum() + bias.Span[c]).ShouldBe(logits[c], 1e-5);
            classic.Score.ShouldBe(logits[c], 1e-5);
            hires.Score.ShouldBe(logits[c], 1e-6);
            hires.Columns.ShouldBe(16);
        }
    }

    [Fact]
    public void Explain_FlatHead_HiResSumsToTheLogitAndGradCamIsRefused()
    {
        var layers = Network(pooled: false);
        var (_, logits) = Forward(layers, Example(4));
        var activation = new ClassActivation(layers, 4, _backend);
        var map = activation.Explain(Example(4), [Points, 1], 1);
        var bias = layers[^1].NamedParameters().Single(p => p.Name == "bias").Value;
        (map.Values.ToArray().Sum() + bias.Span[1]).ShouldBe(logits[1], 1e-5);
        Should
            .Throw<ArgumentException>(() => activation.Explain(Example(4), [Points, 1], 1, ActivationMethod.GradCam))
            .Message.ShouldContain("HiResCAM");
    }

    [Fact]
    public void Explain_EveryLayer_WeightsGradientsAsFiniteDifferencesDo()
    {
        var layers = Network(pooled: true);
        for (var after = 0; after <= 4; after++)
        {
            var map = new ClassActivation(layers, after, _backend).Explain(Example(5), [Points, 1], 2);
            var (maps, shape) = MapsAfter(layers, after, Example(5));
            var head = new Sequential([.. layers.Skip(after)]);
            for (var position = 1; position < shape[0]; position += 5)
            {
                var expected = 0.0;
                for (var k = 0; k < shape[1]; k++)
                {
                    var index = position * shape[1] + k;
                    expected += maps[index] * (Shifted(head, maps, shape, index, 1e-2f) - Shifted(head, maps, shape, index, -1e-2f)) / 2e-2;
                }

                // Rectifiers have a kink within the step at some points: the tolerance allows for the step, not for a wrong gradient.
                map.Values.Span[position].ShouldBe(expected, 2e-3 + 0.02 * Math.Abs(expected));
            }
        }
    }

    [Fact]
    public void Explain_NoClassGiven_TakesTheLargestLogit()
    {
        var layers = Network(pooled: true);
        var (_, logits) = Forward(layers, Example(6));
        new ClassActivation(layers, 4, _backend).Explain(Example(6), [Points, 1]).Score.ShouldBe(logits.Max(), 1e-6);
    }

    [Fact]
    public void Explain_LeavesTheNetworkAsItWas()
    {
        var layers = Network(pooled: true);
        layers[0].Eval();
        layers[^1].Train();
        _ = new ClassActivation(layers, 4, _backend).Explain(Example(7), [Points, 1]);
        layers[0].Training.ShouldBeFalse();
        layers[^1].Training.ShouldBeTrue();
        layers.SelectMany(layer => layer.NamedParameters()).ShouldAllBe(p => p.Value.RequiresGradient && !p.Value.HasGradient);
    }

    [Fact]
    public void ExplainMaps_Image_MatchesTheClassicMap()
    {
        var random = new RandomStream(8);
        var maps = new float[6 * 6 * 5];
        random.FillUniform(1, maps);
        var linear = new Linear(5, 4, random);
        var head = new Sequential(new AsSignal(), new GlobalPool(PoolingKind.Average), linear);
        var map = ClassActivation.ExplainMaps(maps, [6, 6, 5], head, _backend, 3, ActivationMethod.GradCam);
        var bias = linear.NamedParameters().Single(p => p.Name == "bias").Value;
        var classic = ClassActivation.Pooled(maps, 6, linear.Weight.Span, bias.Span, 3);
        (map.Rows, map.Columns).ShouldBe((6, 6));
        map.Values.ToArray().ShouldBe(classic.Values.ToArray(), 1e-6);
        ClassActivation.ExplainMaps(maps, [6, 6, 5], head, _backend, 3).Values.ToArray().ShouldBe(classic.Values.ToArray(), 1e-6);
    }

    [Fact]
    public void Normalised_NothingPositive_IsZeroAndSaysSo()
    {
        var map = new ActivationMap
        {
            Method = ActivationMethod.GradCam,
            Rows = 1,
            Columns = 3,
            Values = new double[] { -2, 0, -1 },
            Score = -3,
        };
        map.HasPositive.ShouldBeFalse();
        map.Normalised().ShouldBe([0, 0, 0]);
        (map with { Values = new double[] { -2, 1, 4 } }).Normalised().ShouldBe([0, 0.25, 1]);
    }

    private static Module[] Network(bool pooled)
    {
        var random = new RandomStream(2);
        Module[] body =
        [
            new Conv1d(1, 6, 7, random, 2, padding: 3),
            new Activation(UnaryFunction.Relu),
            new Conv1d(6, 8, 5, random, padding: 2),
            new Pool1d(PoolingKind.Maximum, 2),
        ];
        return pooled
            ? [.. body, new GlobalPool(PoolingKind.Average), new Linear(8, 3, random)]
            : [.. body, new Flatten(), new Linear(16 * 8, 3, random)];
    }

    private static float[] Example(ulong seed)
    {
        var example = new float[Points];
        new RandomStream(seed).FillNormal(1, example);
        return example;
    }

    private (float[] Maps, float[] Logits) Forward(Module[] layers, float[] example)
    {
        var (maps, shape) = MapsAfter(layers, 4, example);
        var tape = new Tape(_backend) { Recording = false };
        var x = tape.Input(maps, [1, .. shape]);
        foreach (var layer in layers.Skip(4))
            x = layer.Forward(tape, x);
        return (maps, x.Span.ToArray());
    }

    private (float[] Maps, int[] Shape) MapsAfter(Module[] layers, int after, float[] example)
    {
        var tape = new Tape(_backend) { Recording = false };
        var x = tape.Input(example, 1, Points, 1);
        foreach (var layer in layers.Take(after))
            x = layer.Forward(tape, x);
        return (x.Span.ToArray(), x.Shape[1..].ToArray());
    }

    private double Shifted(Sequential head, float[] maps, int[] shape, int index, float shift)
    {
        var tape = new Tape(_backend) { Recording = false };
        var moved = (float[])maps.Clone();
        moved[index] += shift;
        return head.Forward(tape, tape.Input(moved, [1, .. shape])).Span[2];
    }

    private sealed class AsSignal : Module
    {
        public override Tensor Forward(Tape tape, Tensor x) => Functional.Reshape(x, x.Extent(0), x.Extent(1) * x.Extent(2), x.Extent(3));
    }
}
