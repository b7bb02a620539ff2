using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;
using Debye.Numerics;
using Debye.Techniques.Crystal;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Techniques.Crystal;

public sealed class CgcnnNetworkTests
{
    internal static CrystalNetworkDescription Small { get; } =
        new()
        {
            ElementFeatures = 7,
            Channels = 8,
            Convolutions = 2,
            Gaussians = 21,
            GaussianStepAngstrom = 0.4,
            Hidden = 12,
            HiddenLayers = 2,
        };

    [Fact]
    public void Forward_InTraining_IsThePlainFormulation()
    {
        var (network, batch) = (Network(Small), new CrystalBatch(Graphs(5)));
        using var backend = new CpuBackend(2);
        var tape = new Tape(backend);
        var plain = new PlainCgcnn(network).Forward(tape, batch).Span.ToArray();
        network.Forward(tape, batch).Span.ToArray().ShouldBe(plain, 2e-5f);
    }

    /// <summary>The gradients of the three parts are the rows of the gradient of the one dense layer.</summary>
    [Fact]
    public void Backward_InTraining_IsThePlainFormulation()
    {
        var (network, batch) = (Network(Small), new CrystalBatch(Graphs(5)));
        using var backend = new CpuBackend(2);
        var tape = new Tape(backend);
        var (plain, targets) = (new PlainCgcnn(network), new float[] { 1, -1, 0.5f, 2, 0 });
        tape.Backward(Losses.MeanSquaredError(tape, plain.Forward(tape, batch), targets));
        var expected = plain.Dense.Select(pair => (Filter: pair.Filter.Gradient.ToArray(), Core: pair.Core.Gradient.ToArray())).ToArray();
        foreach (var (_, parameter) in network.NamedParameters())
            parameter.ZeroGradient();
        tape.Reset();
        tape.Backward(Losses.MeanSquaredError(tape, network.Forward(tape, batch), targets));
        for (var i = 0; i < Small.Convolutions; i++)
            Gradient(network, i).ShouldBe(SideBySide(expected[i].Filter, expected[i].Core), 1e-4f);
    }

    [Fact]
    public void Forward_OtherOrderOfSites_SameAnswerWithWholeShells()
    {
        var builder = new CrystalGraphBuilder(new CrystalOptions { Rule = NeighbourRule.Shells });
        var crystal = Crystals(1)[0];
        var (network, reversed) = (Network(Small), crystal with { Sites = [.. crystal.Sites.Reverse()] });
        network.Eval();
        Answers(network, [builder.Build(reversed)])[0].ShouldBe(Answers(network, [builder.Build(crystal)])[0], 1e-5f);
    }

    [Fact]
    public void Forward_LoneAtoms_GetAnAnswer()
    {
        var network = Network(Small);
        network.Eval();
        var lone = new CrystalGraph("lone", [3], [0, 0], [], [], []);
        var alone = Answers(network, [lone])[0];
        float.IsFinite(alone).ShouldBeTrue();
        Answers(network, [Graphs(1)[0], lone])[1].ShouldBe(alone, 1e-5f);
    }

    [Fact]
    public void SaveThenLoad_SameAnswers()
    {
        var (first, second) = (Network(Small), Network(Small, seed: 9));
        first.Eval();
        second.Eval();
        Answers(second, Graphs(3)).ShouldNotBe(Answers(first, Graphs(3)));
        SafeTensors.LoadInto(SafeTensors.FromModule(first), second);
        Answers(second, Graphs(3)).ShouldBe(Answers(first, Graphs(3)));
    }

    [Fact]
    public void Training_TinyData_Overfits()
    {
        var (network, batch) = (Network(Small), new CrystalBatch(Graphs(6)));
        float[] targets = [1, -1, 0.5f, 2, 0, -2];
        using var backend = new CpuBackend(2);
        var (tape, optimiser) = (new Tape(backend), new Adam(network.NamedParameters(), backend, 0.01f));
        var loss = 0f;
        for (var step = 0; step < 300; step++)
        {
            var error = Losses.MeanSquaredError(tape, network.Forward(tape, batch), targets);
            loss = error.ToScalar();
            tape.Backward(error);
            optimiser.Step();
            tape.Reset();
        }

        loss.ShouldBeLessThan(1e-3f);
    }

    [Fact]
    public void Defaults_HaveTheParametersOfThePaperSCode() =>
        new CgcnnNetwork(new CrystalNetworkDescription(), new float[9200], new RandomStream(1), new RandomStream(2))
            .CountParameters()
            .ShouldBe(80_833);

    [Fact]
    public void BadShapes_SayWhatWasExpected()
    {
        Should.Throw<ArgumentException>(() => Network(Small with { Channels = 0 })).Message.ShouldBe("channels is 0, expected 1…1024");
        Should.Throw<ArgumentException>(() => Network(Small with { Dropout = 1 })).Message.ShouldContain("dropout");
        Should
            .Throw<ArgumentException>(() => new CgcnnNetwork(Small, new float[3], new RandomStream(1), new RandomStream(2)))
            .Message.ShouldContain("100 × 7");
        Should.Throw<ArgumentException>(() => new CrystalBatch(Array.Empty<CrystalGraph>())).Message.ShouldContain("one graph or more");
        Should
            .Throw<ArgumentException>(() => new CrystalBatch([new CrystalGraph("Md", [101], [0, 0], [], [], [])]))
            .Message.ShouldContain("atomic number 101");
    }

    [Fact]
    public void TargetScale_OfValues_GoesThereAndBack()
    {
        var scale = TargetScale.Of([1, 2, 3, 6]);
        scale.Mean.ShouldBe(3, 1e-12);
        scale.StandardDeviation.ShouldBe(Math.Sqrt(14 / 3.0), 1e-12);
        scale.Restore(scale.Normalise(4.5)).ShouldBe(4.5, 1e-12);
        Should.Throw<ArgumentException>(() => TargetScale.Of([1])).Message.ShouldContain("two values");
        Should.Throw<ArgumentException>(() => TargetScale.Of([2, 2, 2])).Message.ShouldContain("not all the same");
        Should.Throw<ArgumentException>(() => TargetScale.Of([2, double.NaN])).Message.ShouldContain("finite");
    }

    internal static CgcnnNetwork Network(CrystalNetworkDescription description, ulong seed = 3)
    {
        var elements = new float[CrystalBatch.Elements * description.ElementFeatures];
        new RandomStream(17).FillNormal(1, elements);
        return new CgcnnNetwork(description, elements, new RandomStream(seed), new RandomStream(seed + 1));
    }

    internal static CrystalGraph[] Graphs(int count)
    {
        var builder = new CrystalGraphBuilder(CrystalOptions.Cgcnn);
        return [.. Crystals(count).Select(builder.Build)];
    }

    private static Structure[] Crystals(int count)
    {
        var random = new RandomSource(31);
        var crystals = new Structure[count];
        for (var n = 0; n < count; n++)
        {
            var sites = new Site[3 + n];
            for (var i = 0; i < sites.Length; i++)
                sites[i] = new Site(
                    new Species(3 + random.NextInt(60)),
                    new FractionalPosition(
                        (i + random.NextDouble(0, 0.3)) / sites.Length,
                        (i * 2 % 5 + random.NextDouble(0, 0.3)) / 5,
                        random.NextDouble()
                    )
                );
            crystals[n] = new Structure
            {
                Id = $"crystal-{n}",
                Lattice = new Lattice([9, 0, 0, 1, 8, 0, 0, 2, 7]),
                Sites = [.. sites],
            };
        }

        return crystals;
    }

    private static float[] Answers(CgcnnNetwork network, CrystalGraph[] graphs)
    {
        using var backend = new CpuBackend(1);
        return network.Forward(new Tape(backend) { Recording = false }, new CrystalBatch(graphs)).Span.ToArray();
    }

    private static float[] Gradient(CgcnnNetwork network, int convolution) =>
        [
            .. network
                .NamedParameters()
                .Where(pair =>
                    pair.Name.StartsWith($"convolution{convolution}.", StringComparison.Ordinal)
                        && pair.Name.EndsWith("e.weight", StringComparison.Ordinal)
                    || pair.Name == $"convolution{convolution}.neighbour.weight"
                )
                .SelectMany(pair => pair.Value.Gradient.ToArray()),
        ];

    private static float[] SideBySide(float[] filter, float[] core) =>
        [
            .. Enumerable
                .Range(0, filter.Length / Small.Channels)
                .SelectMany(row =>
                    filter.Skip(row * Small.Channels).Take(Small.Channels).Concat(core.Skip(row * Small.Channels).Take(Small.Channels))
                ),
        ];
}
