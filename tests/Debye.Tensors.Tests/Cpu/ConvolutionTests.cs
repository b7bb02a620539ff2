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
    public void Spectral_AnyShape_EqualsDirect(
        int batch,
        int length,
        int channels,
        int outputs,
        int kernel,
        int dilation,
        int left,
        int right
    )
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
                for (var i = 0; i < results.Length; i++)
                    Distance(results[i], reference[i]).ShouldBeLessThan(2e-6, $"{kernels} {method} {i}");
            }
        }
    }

    [Theory]
    [InlineData(9, 4, 6, 3, 1, 1, 1, 1, 1)]
    [InlineData(14, 4, 6, 3, 3, 2, 2, 0, 3)]
    [InlineData(20, 20, 20, 7, 1, 1, 20, 3, 3)]
    [InlineData(21, 11, 11, 5, 2, 2, 11, 4, 4)]
    [InlineData(30, 1, 40, 8, 1, 1, 1, 3, 4)]
    [InlineData(17, 33, 35, 1, 2, 1, 1, 0, 0)]
    public void Convolve_AnyShape_EqualsItsDefinition(
        int length,
        int channels,
        int outputs,
        int kernel,
        int stride,
        int dilation,
        int groups,
        int left,
        int right
    )
    {
        var s = new ConvolutionShape(2, length, channels, outputs, kernel, stride, dilation, groups, left, right);
        var (x, w, bias) = (
            GradientCheck.Random(1, 2, length, channels),
            GradientCheck.Random(2, kernel, s.InPerGroup, outputs),
            GradientCheck.Random(3, outputs)
        );
        foreach (var kernels in Enum.GetValues<CpuKernels>().Where(CpuBackend.Supports))
        {
            using var backend = new CpuBackend(2, kernels);
            var y = new Tensor(2, s.OutLength, outputs);
            backend.Convolve(s, x, w, bias, y);
            for (var i = 0; i < y.Length; i++)
            {
                var (b, l, o) = (i / (s.OutLength * outputs), i / outputs % s.OutLength, i % outputs);
                ((double)y.Span[i]).ShouldBe(Definition(s, x, w, b, l, o) + bias.Span[o], 2e-5);
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
        for (var i = 0; i < one.Length; i++)
            four[i].ShouldBe(one[i]);
    }

    private static double Definition(in ConvolutionShape s, Tensor x, Tensor w, int b, int l, int o)
    {
        var sum = 0.0;
        for (var k = 0; k < s.Kernel; k++)
        {
            var at = (l * s.Stride) + (k * s.Dilation) - s.PadLeft;
            if (at < 0 || at >= s.Length)
                continue;
            for (var c = 0; c < s.InPerGroup; c++)
            {
                var channel = (o / s.OutPerGroup * s.InPerGroup) + c;
                sum +=
                    (double)x.Span[(((b * s.Length) + at) * s.InChannels) + channel]
                    * w.Span[(((k * s.InPerGroup) + c) * s.OutChannels) + o];
            }
        }

        return sum;
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
