using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests.Operations;

public sealed class DomainAlignmentTests
{
    private const int First = 5;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradient_IsNumeric(bool coral)
    {
        using var backend = new CpuBackend(1);
        var x = new Parameter(12, 4);
        new RandomStream(3).FillNormal(1, x.Span);
        var tape = new Tape(backend);
        tape.Backward(Loss(tape, x, coral));
        var gradient = x.Gradient.ToArray();
        for (var i = 0; i < gradient.Length; i++)
        {
            var (value, step) = (x.Span[i], 5e-3f);
            x.Span[i] = value + step;
            var above = Loss(new Tape(backend), x, coral).ToScalar();
            x.Span[i] = value - step;
            var below = Loss(new Tape(backend), x, coral).ToScalar();
            x.Span[i] = value;
            // The width of the kernel counts as fixed in the gradient, but moves a little here.
            gradient[i].ShouldBe((above - below) / (2 * step), coral ? 1e-4f : 2e-2f);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SameRowsTwice_IsZero(bool coral)
    {
        using var backend = new CpuBackend(1);
        var rows = new float[First * 4];
        new RandomStream(4).FillNormal(1, rows);
        var tape = new Tape(backend);
        Loss(tape, tape.Input([.. rows, .. rows], 2 * First, 4), coral).ToScalar().ShouldBe(0, 1e-5f);
        Loss(tape, tape.Input([.. rows, .. rows.Select(value => (3 * value) + 2)], 2 * First, 4), coral)
            .ToScalar()
            .ShouldBeGreaterThan(0.05f);
    }

    [Fact]
    public void TooFewRows_SaysWhatWasExpected()
    {
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        Should
            .Throw<ArgumentException>(() => DomainAlignment.Coral(tape, tape.Input(new float[12], 3, 4), 2))
            .Message.ShouldContain("two or more");
    }

    private static Tensor Loss(Tape tape, Tensor x, bool coral) =>
        coral ? DomainAlignment.Coral(tape, x, First) : DomainAlignment.MeanDiscrepancy(tape, x, First);
}
