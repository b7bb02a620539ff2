using Debye.Tensors.Cpu;
using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

public class ImageTests
{
    [Theory]
    [InlineData(5, 4, 2, 3, 3)]
    [InlineData(3, 6, 13, 2, 3)]
    [InlineData(4, 4, 1, 2, 2)]
    [InlineData(3, 3, 2, 2, 1)]
    public void Convolve_Gradient_IsNumeric(int rows, int columns, int channels, int outputs, int kernel)
    {
        var (x, w, b) = (Random(1, 2, rows, columns, channels), Random(2, kernel, kernel * channels, outputs), Random(3, outputs));
        GradientShouldBeNumeric(tape => Images.Convolve(tape, x, w, b), 2e-2, x, w, b);
    }

    [Fact]
    public void Convolve_IsThePlainDoubleSum()
    {
        var (x, w, b) = (Random(1, 2, 5, 6, 3), Random(2, 3, 9, 4), Random(3, 4));
        using var backend = new CpuBackend(2);
        var y = Images.Convolve(new Tape(backend), x, w, b);
        y.Shape.ToArray().ShouldBe([2, 5, 6, 4]);
        for (var i = 0; i < y.Length; i++)
        {
            var (n, r, c, o) = (i / 120, i / 24 % 5, i / 4 % 6, i % 4);
            y.Span[i].ShouldBe(Plain(x, w, n, r, c, o) + b.Span[o], 1e-4f);
        }
    }

    [Fact]
    public void Pool_TakesTheLargestOfEachWindowAndDropsTheRest()
    {
        var x = new Tensor(1, 3, 5, 1);
        for (var i = 0; i < x.Length; i++)
            x.Span[i] = i % 7;
        using var backend = new CpuBackend(1);
        var y = Images.Pool(new Tape(backend), x, PoolingKind.Maximum, 2);
        y.Shape.ToArray().ShouldBe([1, 1, 2, 1]);
        y.Span.ToArray().ShouldBe([6, 3]);
    }

    [Fact]
    public void Pool_Gradient_IsNumeric()
    {
        var x = Random(4, 2, 4, 7, 3);
        GradientShouldBeNumeric(tape => Images.Pool(tape, x, PoolingKind.Average, 2), x);
    }

    /// <summary>weight[column tap][row tap · in + channel][out].</summary>
    private static float Plain(Tensor x, Tensor w, int n, int r, int c, int o)
    {
        float sum = 0;
        for (var dr = -1; dr <= 1; dr++)
        for (var dc = -1; dc <= 1; dc++)
        for (var k = 0; k < 3; k++)
            if (r + dr is >= 0 and < 5 && c + dc is >= 0 and < 6)
                sum += x.Span[((((n * 5) + r + dr) * 6) + c + dc) * 3 + k] * w.Span[((dc + 1) * 9 + (dr + 1) * 3 + k) * 4 + o];
        return sum;
    }
}
