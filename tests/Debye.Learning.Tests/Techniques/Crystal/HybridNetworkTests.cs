using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;
using Debye.Techniques.Crystal;
using Debye.Techniques.Crystal.Descriptors;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Techniques.Crystal;

public sealed class HybridNetworkTests
{
    private static readonly CrystalNetworkDescription s_small = new()
    {
        Channels = 6,
        Convolutions = 2,
        Gaussians = 41,
        Hidden = 5,
        HiddenLayers = 2,
        Outputs = 2,
    };

    /// <summary>Equivalent sites as one node give the answers of all sites, in use.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 12)]
    [InlineData(0, 0)]
    public void Forward_MergedSites_SameAnswer(int convolutions, int angleNeighbours)
    {
        var network = New(s_small with { Convolutions = convolutions, AngleNeighbours = angleNeighbours });
        // Six or eight neighbours are a whole shell, so that the nearest ones are the same for equivalent sites.
        var options = new CrystalOptions
        {
            Rule = NeighbourRule.Shells,
            WithDirections = angleNeighbours > 0,
            Neighbours = 6,
        };
        var (all, merged) = (
            new CrystalInputBuilder(options, true),
            new CrystalInputBuilder(options with { MergeEquivalentSites = true }, true)
        );
        foreach (var crystal in Crystals())
        {
            merged.Build(crystal).Graph.Sites.ShouldBeLessThan(crystal.Sites.Length);
            var (expected, actual) = (Outputs(network, all.Build(crystal)), Outputs(network, merged.Build(crystal)));
            for (var k = 0; k < expected.Length; k++)
                actual[k].ShouldBe(expected[k], 1e-4f * (1 + Math.Abs(expected[k])));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Forward_Gradient_IsNumeric(int angleNeighbours)
    {
        var network = New(s_small with { Convolutions = 1, Channels = 4, AngleNeighbours = angleNeighbours });
        var builder = new CrystalInputBuilder(
            new CrystalOptions
            {
                WithDirections = true,
                Rule = NeighbourRule.Shells,
                MergeEquivalentSites = true,
                Neighbours = 4,
            },
            true
        );
        var batch = new CrystalBatch([.. Crystals().Select(builder.Build)]);
        float[] targets = [.. Enumerable.Range(0, batch.Crystals).Select(i => 0.3f * i)];
        using var backend = new CpuBackend(1);
        network.Train();
        var tape = new Tape(backend);
        tape.Backward(Losses.Laplace(tape, network.Forward(tape, batch), targets));
        foreach (var (name, parameter) in network.NamedParameters())
        {
            var k = parameter.Span.Length / 2;
            var analytic = parameter.Gradient[k];
            var (value, step) = (parameter.Span[k], 2e-3f);
            parameter.Span[k] = value + step;
            var above = Loss();
            parameter.Span[k] = value - step;
            var below = Loss();
            parameter.Span[k] = value;
            analytic.ShouldBe((above - below) / (2 * step), 2e-2f * (1 + Math.Abs(analytic)), name);
        }

        float Loss()
        {
            var trial = new Tape(backend);
            return Losses.Laplace(trial, network.Forward(trial, batch), targets).ToScalar();
        }
    }

    [Fact]
    public void Vectors_OnePerStage_LastIsWhatIsPooled()
    {
        var network = New(s_small);
        var batch = new CrystalBatch([.. Crystals().Select(new CrystalInputBuilder(new CrystalOptions(), true).Build)]);
        using var backend = new CpuBackend(1);
        var vectors = network.Vectors(new Tape(backend) { Recording = false }, batch);
        vectors.Count.ShouldBe(3);
        vectors.ShouldAllBe(stage => stage.Extent(0) == batch.Crystals && stage.Extent(1) == 6);
        New(s_small with { Convolutions = 0 }).Vectors(new Tape(backend) { Recording = false }, batch).ShouldBeEmpty();
    }

    [Fact]
    public void Forward_AnglesWithoutDirections_SaysSo()
    {
        var input = new CrystalInputBuilder(new CrystalOptions(), true).Build(Crystals()[0]);
        Should
            .Throw<ArgumentException>(() => Outputs(New(s_small with { AngleNeighbours = 4 }), input))
            .Message.ShouldContain("keeps no directions");
        Should
            .Throw<ArgumentException>(() =>
                new CrystalGraphBuilder(new CrystalOptions { WithDirections = true, Rule = NeighbourRule.Padded })
            )
            .Message.ShouldContain("false edges");
    }

    [Fact]
    public void Forward_WithoutDescriptors_SaysWhatWasExpected()
    {
        var input = new CrystalInputBuilder(new CrystalOptions(), false).Build(Crystals()[0]);
        Should
            .Throw<ArgumentException>(() => Outputs(New(s_small), input))
            .Message.ShouldContain($"expected {CrystalDescriptors.Names.Count} descriptors");
    }

    /// <summary>A descriptor that never changes in training says nothing; a missing one counts as average.</summary>
    [Fact]
    public void SetScale_ConstantAndMissing_DoNotMatter()
    {
        var network = New(s_small with { Convolutions = 0 });
        var inputs = Crystals().Select(new CrystalInputBuilder(new CrystalOptions(), true).Build).ToArray();
        var constant = Enumerable
            .Range(0, inputs[0].Descriptors.Length)
            .First(k => inputs.All(input => input.Descriptors[k] == inputs[0].Descriptors[k]));
        var before = Outputs(network, inputs[0]);
        inputs[0].Descriptors[constant] = 1000;
        Outputs(network, inputs[0]).ShouldBe(before);
        inputs[0].Descriptors[constant] = float.NaN;
        Outputs(network, inputs[0]).ShouldBe(before);
    }

    private static HybridNetwork New(CrystalNetworkDescription description)
    {
        var network = new HybridNetwork(description, new RandomStream(5), new RandomStream(6));
        network.SetScale([.. Crystals().Select(new CrystalInputBuilder(new CrystalOptions(), true).Build)]);
        return network;
    }

    private static float[] Outputs(HybridNetwork network, CrystalInput input)
    {
        using var backend = new CpuBackend(1);
        network.Eval();
        return network.Forward(new Tape(backend) { Recording = false }, new CrystalBatch([input])).Span.ToArray();
    }

    /// <summary>Rock salt, caesium chloride and fluorite structures, the first displaced along z, all in conventional cells.</summary>
    private static Structure[] Crystals() =>
        [
            Salt("NaCl", 11, 17, 5.64, 0.03),
            Salt("MgO", 12, 8, 4.21, 0),
            Salt("LiF", 3, 9, 4.03, 0.01),
            new()
            {
                Id = "CsCl",
                Lattice = Lattice.FromParameters(4.12, 4.12, 8.24, 90, 90, 90),
                Sites = [At(55, 0, 0, 0), At(55, 0, 0, 0.5), At(17, 0.5, 0.5, 0.25), At(17, 0.5, 0.5, 0.75)],
            },
        ];

    private static Structure Salt(string id, int cation, int anion, double edge, double shift) =>
        new()
        {
            Id = id,
            Lattice = Lattice.Cubic(edge),
            Sites =
            [
                .. new (double X, double Y, double Z)[] { (0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0) }.SelectMany(p =>
                    new[] { At(cation, p.X, p.Y, p.Z + shift), At(anion, p.X + 0.5, p.Y, p.Z) }
                ),
            ],
        };

    private static Site At(int number, double x, double y, double z) => new(new Species(number), new FractionalPosition(x, y, z));
}
