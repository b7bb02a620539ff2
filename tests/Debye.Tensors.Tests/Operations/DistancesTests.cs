using Debye.Tensors.Cpu;
using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

public class DistancesTests
{
    [Fact]
    public void Squared_IsThePlainSumOfSquares()
    {
        var x = Random(1, 5, 7);
        using var backend = new CpuBackend(1);
        var distances = Distances.Squared(new Tape(backend), x);
        distances.Shape.ToArray().ShouldBe([5, 5]);
        for (var i = 0; i < 25; i++)
            distances
                .Span[i]
                .ShouldBe(Enumerable.Range(0, 7).Sum(c => MathF.Pow(x.Span[(i / 5 * 7) + c] - x.Span[(i % 5 * 7) + c], 2)), 1e-4f);
    }

    [Fact]
    public void Squared_Gradient_IsNumeric()
    {
        var x = Random(2, 6, 4);
        GradientShouldBeNumeric(tape => Distances.Squared(tape, x), x);
    }

    [Fact]
    public void Squared_OfOneRow_Throws()
    {
        using var backend = new CpuBackend(1);
        Should.Throw<ArgumentException>(() => Distances.Squared(new Tape(backend), new Tensor(4)));
    }
}
