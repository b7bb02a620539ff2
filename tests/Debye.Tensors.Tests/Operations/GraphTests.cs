using Debye.Tensors.Cpu;
using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

public sealed class GraphTests
{
    private static RowGroups Some { get; } = new([3, 0, 0, 4, 3, 3, 1], 5);

    [Fact]
    public void Gather_Gradient_IsNumeric()
    {
        var x = Random(1, 5, 9);
        GradientShouldBeNumeric(tape => Graphs.Gather(tape, x, Some), x);
    }

    [Fact]
    public void Sum_Gradient_IsNumeric()
    {
        var x = Random(1, 7, 9);
        GradientShouldBeNumeric(tape => Graphs.Sum(tape, x, Some), x);
    }

    [Fact]
    public void Mean_Gradient_IsNumeric()
    {
        var x = Random(1, 7, 9);
        GradientShouldBeNumeric(tape => Graphs.Mean(tape, x, Some), x);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(37)]
    public void Gate_Gradient_IsNumeric(int channels)
    {
        var x = Random(1, 3, 2 * channels);
        GradientShouldBeNumeric(tape => Graphs.Gate(tape, x), x);
    }

    /// <summary>A row that is gathered and summed again many times: all contributions count.</summary>
    [Fact]
    public void GatherThenSum_Gradient_IsNumeric()
    {
        var x = Random(1, 5, 4);
        var back = new RowGroups([0, 0, 1, 1, 1, 0, 1], 2);
        GradientShouldBeNumeric(
            tape => Graphs.Sum(tape, Functional.Multiply(tape, Graphs.Gather(tape, x, Some), Graphs.Gather(tape, x, Some)), back),
            x
        );
    }

    [Fact]
    public void Gate_Values_AreTheFormula()
    {
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        var y = Graphs.Gate(tape, tape.Input([0.5f, -1, 2, -3], 1, 4));
        y.Span[0].ShouldBe((float)(1 / (1 + Math.Exp(-0.5)) * Math.Log(1 + Math.Exp(2))), 1e-6f);
        y.Span[1].ShouldBe((float)(1 / (1 + Math.Exp(1)) * Math.Log(1 + Math.Exp(-3))), 1e-7f);
    }

    [Fact]
    public void Groups_WithoutRows_AreZero()
    {
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        var x = tape.Input([1, 2, 3, 4, 5, 6, 7], 7, 1);
        Graphs.Sum(tape, x, Some).Span.ToArray().ShouldBe([5, 7, 0, 12, 4]);
        Graphs.Mean(tape, x, Some).Span.ToArray().ShouldBe([2.5f, 7, 0, 4, 4]);
    }

    [Fact]
    public void Sum_AnyThreads_SameBits()
    {
        var random = new RandomStream(7);
        var owners = new int[20_000];
        foreach (ref var owner in owners.AsSpan())
            owner = random.NextInt(700);
        var values = new float[owners.Length * 33];
        random.FillNormal(1, values);
        var groups = new RowGroups(owners, 700);
        Sums(1).ShouldBe(Sums(5));

        float[] Sums(int threads)
        {
            using var backend = new CpuBackend(threads);
            var tape = new Tape(backend);
            return Graphs.Sum(tape, tape.Input(values, owners.Length, 33), groups).Span.ToArray();
        }
    }

    [Fact]
    public void RowGroups_FromOffsets_AreTheRowsBetween()
    {
        var groups = RowGroups.FromOffsets([0, 2, 2, 5]);
        groups.GroupOf.ToArray().ShouldBe([0, 0, 2, 2, 2]);
        groups.Members(1).ToArray().ShouldBeEmpty();
        groups.Members(2).ToArray().ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void BadGroups_SayWhatWasExpected()
    {
        Should.Throw<ArgumentException>(() => new RowGroups([0, 3], 3)).Message.ShouldContain("0…2");
        Should.Throw<ArgumentException>(() => new RowGroups([-1], 3)).Message.ShouldContain("got -1");
        Should.Throw<ArgumentException>(() => RowGroups.FromOffsets([1, 2])).Message.ShouldContain("from 0");
        Should.Throw<ArgumentException>(() => RowGroups.FromOffsets([0, 3, 2])).Message.ShouldContain("fall");
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        Should.Throw<ArgumentException>(() => Graphs.Gather(tape, new Tensor(4, 2), Some)).Message.ShouldContain("(5, channels)");
        Should.Throw<ArgumentException>(() => Graphs.Sum(tape, new Tensor(4, 2), Some)).Message.ShouldContain("(7, channels)");
        Should.Throw<ArgumentException>(() => Graphs.Gate(tape, new Tensor(4, 3))).Message.ShouldContain("even");
    }
}
