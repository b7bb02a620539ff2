using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests.Cpu;

public class ConvolutionTests
{
    [Theory]
    [InlineData(3, 29, 16, 24, 8, 1, 3, 4)]
    [InlineData(2, 33, 8, 8, 5, 3, 6, 6)]
    [InlineData(2, 64, 16, 8, 32, 1, 15, 16)]
    [InlineData(1, 20, 8, 16, 3, 1, 0, 0)]
    [InlineData(4, 100, 32, 48, 32, 1, 15, 16)]
    [InlineData(2, 16, 8, 8, 3, 1, 6, 5)]
    public void Spectral_AnyShape_EqualsDirect(int batch, int length, int channels, int outputs, int kernel, int dilation, int left, int right)
    {
        var shape = new ConvolutionShape(batch, length, channels, outputs, kernel, 1, dilation, 1, left, right);
        var x = GradientCheck.Random(1, batch, length, channels);
        var w = GradientCheck.Random(2, kernel, channels, outputs);
        var bias = GradientCheck.Random(3, outputs);
        var dy = GradientCheck.Random(4, batch, shape.OutLength, outputs);
        var reference = Run(new CpuBackend(1, CpuKernels.Portable, ConvolutionMethod.Direct), shape, x, w, bias, dy);
        foreach (var kernels in Enum.GetValues<CpuKernels>().Where(CpuBackend.Supports))
        {
            foreach (var method in new[] { ConvolutionMethod.Direct, ConvolutionMethod.Spectral })
            {
                var results = Run(new CpuBackend(3, kernels, method), shape, x, w, bias, dy);
                for (var i = 0; i < results.Length; i++) Distance(results[i], reference[i]).ShouldBeLessThan(2e-6, $"{kernels} {method} {i}");
            }
        }
    }

    [Fact]
    public void Spectral_AnyThreadCount_IsBitIdentical()
    {
        var shape = new ConvolutionShape(3, 50, 16, 16, 16, 1, 1, 1, 7, 8);
        var (x, w, b) = (GradientCheck.Random(1, 3, 50, 16), GradientCheck.Random(2, 16, 16, 16), GradientCheck.Random(3, 16));
        var one = Run(new CpuBackend(1, null, ConvolutionMethod.Spectral), shape, x, w, b, x);
        var four = Run(new CpuBackend(4, null, ConvolutionMethod.Spectral), shape, x, w, b, x);
        for (var i = 0; i < one.Length; i++) four[i].ShouldBe(one[i]);
    }

    private static float[][] Run(CpuBackend backend, ConvolutionShape shape, Tensor x, Tensor w, Tensor bias, Tensor dy)
    {
        using (backend)
        {
            var y = new Tensor(dy.Shape);
            var dx = new Tensor(x.Shape);
            var dw = new Tensor(w.Shape);
            backend.Convolve(shape, x, w, bias, y);
            backend.ConvolveBackwardInput(shape, dy, w, dx);
            backend.ConvolveBackwardWeight(shape, x, dy, dw);
            return [y.Span.ToArray(), dx.Span.ToArray(), dw.Span.ToArray()];
        }
    }

    private static double Distance(float[] a, float[] b) => a.Zip(b, (p, q) => Math.Abs(p - q)).Max() / b.Max(Math.Abs);
}
