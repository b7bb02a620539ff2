namespace Debye.Tensors.Tests.Cpu;

public class UnaryTests
{
    [Theory]
    [InlineData(UnaryFunction.Relu)]
    [InlineData(UnaryFunction.Elu)]
    [InlineData(UnaryFunction.Gelu)]
    [InlineData(UnaryFunction.Softplus)]
    [InlineData(UnaryFunction.Sigmoid)]
    [InlineData(UnaryFunction.Tanh)]
    [InlineData(UnaryFunction.Relu6)]
    public void Unary_WholeRange_EqualsScalarTwin(UnaryFunction function)
    {
        using var backend = new Debye.Tensors.Cpu.CpuBackend(1);
        var (x, y) = (new Tensor(4003), new Tensor(4003));
        for (var i = 0; i < x.Length; i++)
            x.Span[i] = ((i * 0.01f) - 20) * 1.37f;
        backend.Unary(function, x, y);
        for (var i = 0; i < x.Length; i++)
        {
            var exact = Twin(function, x.Span[i]);
            Math.Abs(y.Span[i] - exact).ShouldBeLessThan(3e-7 * Math.Max(1, Math.Abs(exact)), $"{function}({x.Span[i]})");
        }
    }

    private static double Twin(UnaryFunction function, double x) =>
        function switch
        {
            UnaryFunction.Relu => Math.Max(x, 0),
            UnaryFunction.Elu => x > 0 ? x : Math.Exp(x) - 1,
            UnaryFunction.Gelu => x * 0.5 * (1 + Erf(x / Math.Sqrt(2))),
            UnaryFunction.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
            UnaryFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
            UnaryFunction.Relu6 => Math.Clamp(x, 0, 6),
            _ => Math.Tanh(x),
        };

    /// <summary>2/√π times the integral of exp(-t²), by Simpson's rule.</summary>
    private static double Erf(double x)
    {
        const int Intervals = 2000;
        var end = Math.Min(Math.Abs(x), 7);
        var h = end / Intervals;
        var sum = 1 + Math.Exp(-end * end);
        for (var i = 1; i < Intervals; i++)
            sum += (i % 2 == 1 ? 4 : 2) * Math.Exp(-(i * h) * (i * h));
        return Math.Sign(x) * sum * h / 3 * 2 / Math.Sqrt(Math.PI);
    }
}
