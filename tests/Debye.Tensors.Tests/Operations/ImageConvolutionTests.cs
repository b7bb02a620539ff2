using Debye.Tensors.Cpu;
using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

public class ImageConvolutionTests
{
    public static TheoryData<int, int, int, int, int, int, ImagePadding> Shapes =>
        new()
        {
            { 6, 5, 2, 3, 3, 1, new ImagePadding(1, 1, 1, 1) },
            { 7, 6, 3, 5, 3, 2, new ImagePadding(0, 1, 1, 0) },
            { 5, 7, 17, 33, 3, 2, new ImagePadding(1, 1, 0, 1) },
            { 4, 4, 1, 32, 3, 2, new ImagePadding(2, 0, 0, 3) },
            { 5, 5, 2, 3, 2, 1, default },
            { 4, 5, 6, 4, 1, 1, default },
            { 5, 4, 3, 2, 1, 2, default },
            { 9, 8, 1, 2, 5, 3, new ImagePadding(0, 2, 1, 1) },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Convolve_IsThePlainDoubleSum(int rows, int columns, int channels, int outputs, int kernel, int stride, ImagePadding padding)
    {
        var (x, w, b) = (Random(1, 3, rows, columns, channels), Random(2, kernel, kernel, channels, outputs), Random(3, outputs));
        foreach (var kernels in Enum.GetValues<CpuKernels>().Where(CpuBackend.Supports))
        {
            using var backend = new CpuBackend(2, kernels);
            var y = Images.Convolve(new Tape(backend), x, w, b, stride, padding);
            y.Shape.ToArray().ShouldBe([3, Out(rows + padding.Top + padding.Bottom), Out(columns + padding.Left + padding.Right), outputs]);
            ForPoints(
                y,
                (at, n, r, c, o) =>
                    y.Span[at]
                        .ShouldBe(
                            b.Span[o]
                                + Plain(
                                    x,
                                    n,
                                    (r * stride) - padding.Top,
                                    (c * stride) - padding.Left,
                                    kernel,
                                    (i, j, k) => w.Span[(((((i * kernel) + j) * channels) + k) * outputs) + o]
                                ),
                            1e-4f
                        )
            );
        }

        int Out(int padded) => ((padded - kernel) / stride) + 1;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ConvolveDepthwise_IsThePlainDoubleSum(
        int rows,
        int columns,
        int first,
        int channels,
        int kernel,
        int stride,
        ImagePadding padding
    )
    {
        channels += first;
        var (x, w, b) = (Random(1, 2, rows, columns, channels), Random(2, kernel, kernel, channels), Random(3, channels));
        foreach (var kernels in Enum.GetValues<CpuKernels>().Where(CpuBackend.Supports))
        {
            using var backend = new CpuBackend(2, kernels);
            var y = Images.ConvolveDepthwise(new Tape(backend), x, w, b, stride, padding);
            ForPoints(
                y,
                (at, n, r, c, o) =>
                    y.Span[at]
                        .ShouldBe(
                            b.Span[o]
                                + Plain(
                                    x,
                                    n,
                                    (r * stride) - padding.Top,
                                    (c * stride) - padding.Left,
                                    kernel,
                                    (i, j, k) => k == o ? w.Span[(((i * kernel) + j) * channels) + o] : 0
                                ),
                            1e-4f
                        )
            );
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Convolve_Gradient_IsNumeric(int rows, int columns, int channels, int outputs, int kernel, int stride, ImagePadding padding)
    {
        var (x, w, b) = (Random(1, 2, rows, columns, channels), Random(2, kernel, kernel, channels, outputs), Random(3, outputs));
        GradientShouldBeNumeric(tape => Images.Convolve(tape, x, w, b, stride, padding), 2e-2, x, w, b);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ConvolveDepthwise_Gradient_IsNumeric(
        int rows,
        int columns,
        int first,
        int channels,
        int kernel,
        int stride,
        ImagePadding padding
    )
    {
        channels += first;
        var (x, w, b) = (Random(1, 2, rows, columns, channels), Random(2, kernel, kernel, channels), Random(3, channels));
        GradientShouldBeNumeric(tape => Images.ConvolveDepthwise(tape, x, w, b, stride, padding), 2e-2, x, w, b);
    }

    [Fact]
    public void GlobalMean_Gradient_IsNumericAndTheValueIsTheMean()
    {
        var x = Random(4, 2, 3, 5, 4);
        GradientShouldBeNumeric(tape => Images.GlobalMean(tape, x), x);
        using var backend = new CpuBackend(1);
        var mean = Images.GlobalMean(new Tape(backend), x);
        mean.Shape.ToArray().ShouldBe([2, 4]);
        mean.Span[5].ShouldBe(Enumerable.Range(0, 15).Average(p => x.Span[60 + (4 * p) + 1]), 1e-5f);
    }

    [Fact]
    public void Convolve_Threads_DoNotMatter()
    {
        var (x, w, d) = (Random(1, 5, 19, 17, 24), Random(2, 3, 3, 24, 40), Random(3, 3, 3, 24));
        using CpuBackend one = new(1),
            three = new(3);
        float[] Run(CpuBackend backend) =>
            [
                .. Images.Convolve(new Tape(backend), x, w, null, 2, new ImagePadding(1, 1, 1, 1)).Span,
                .. Images.ConvolveDepthwise(new Tape(backend), x, d, null, 1, new ImagePadding(1, 1, 1, 1)).Span,
            ];
        Run(three).ShouldBe(Run(one));
    }

    [Fact]
    public void Convolve_ShapesThatDoNotFit_Throw()
    {
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        Should.Throw<ArgumentException>(() => Images.Convolve(tape, new Tensor(1, 4, 4, 2), new Tensor(3, 3, 3, 4), null, 1, default));
        Should.Throw<ArgumentException>(() => Images.Convolve(tape, new Tensor(1, 2, 4, 3), new Tensor(3, 3, 3, 4), null, 1, default));
        Should.Throw<ArgumentException>(() =>
            Images.Convolve(tape, new Tensor(1, 4, 4, 3), new Tensor(3, 3, 3, 4), new Tensor(5), 1, default)
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Images.ConvolveDepthwise(tape, new Tensor(1, 4, 4, 3), new Tensor(3, 3, 3), null, 0, default)
        );
        Should.Throw<ArgumentException>(() =>
            Images.ConvolveDepthwise(tape, new Tensor(1, 4, 4, 3), new Tensor(3, 3, 3), null, 1, new ImagePadding(-1, 0, 0, 0))
        );
    }

    [Theory]
    [InlineData(ImagePaddingRule.Same, 2631, 83)]
    [InlineData(ImagePaddingRule.End, 2631, 82)]
    [InlineData(ImagePaddingRule.Same, 224, 7)]
    [InlineData(ImagePaddingRule.End, 224, 7)]
    [InlineData(ImagePaddingRule.Same, 512, 16)]
    public void Padding_FiveHalvings_GiveThePublishedSizes(ImagePaddingRule rule, int size, int expected)
    {
        for (var i = 0; i < 5; i++)
        {
            var shape = new ImageConvolutionShape(1, size, size, 1, 1, 3, 2, ImagePadding.Of(rule, size, size, 3, 2));
            size = shape.OutRows;
        }

        size.ShouldBe(expected);
    }

    [Fact]
    public void Padding_Same_PutsTheOddZeroAfterTheEnd()
    {
        ImagePadding.Of(ImagePaddingRule.Same, 8, 7, 3, 2).ShouldBe(new ImagePadding(0, 1, 1, 1));
        ImagePadding.Of(ImagePaddingRule.End, 8, 7, 3, 2).ShouldBe(new ImagePadding(0, 1, 0, 1));
        ImagePadding.Of(ImagePaddingRule.End, 8, 7, 3, 1).ShouldBe(new ImagePadding(1, 1, 1, 1));
        ImagePadding.Of(ImagePaddingRule.None, 8, 7, 3, 2).ShouldBe(default);
    }

    [Fact]
    public void Fold_NormBehindAConvolution_GivesTheSameAnswers()
    {
        using var backend = new CpuBackend(1);
        var (convolution, norm) = (new StridedConv2d(3, 5, 3, 2, new RandomStream(1)), new BatchNorm(5, 1e-3f));
        foreach (var (_, tensor) in norm.NamedTensors())
            new RandomStream(7).FillUniform(0.5f, tensor.Span);
        foreach (ref var variance in norm.NamedBuffers().Last().Value.Span)
            variance += 1;
        norm.Eval();
        var x = Random(2, 2, 6, 6, 3);
        var expected = norm.Forward(new Tape(backend), convolution.Forward(new Tape(backend), x)).Span.ToArray();
        var (weight, bias) = (new Tensor(3, 3, 3, 5), new Tensor(5));
        convolution.NamedParameters().First().Value.Span.CopyTo(weight.Span);
        BatchNormFolding.Fold(weight.Span, bias.Span, norm);
        var folded = Images.Convolve(new Tape(backend), x, weight, bias, 2, ImagePadding.Of(ImagePaddingRule.Same, 6, 6, 3, 2)).Span;
        for (var i = 0; i < expected.Length; i++)
            folded[i].ShouldBe(expected[i], 1e-5f);
        Should.Throw<ArgumentException>(() => BatchNormFolding.Fold(new float[9], new float[4], norm));
    }

    private static void ForPoints(Tensor y, Action<int, int, int, int, int> check)
    {
        var (rows, columns, channels) = (y.Extent(1), y.Extent(2), y.Extent(3));
        for (var i = 0; i < y.Length; i++)
            check(i, i / channels / columns / rows, i / channels / columns % rows, i / channels % columns, i % channels);
    }

    /// <summary>Sum over a window whose corner lies at (row, column); zeros outside of the image.</summary>
    private static float Plain(Tensor x, int image, int row, int column, int kernel, Func<int, int, int, float> weight)
    {
        var sum = 0.0;
        for (var i = 0; i < kernel; i++)
        for (var j = 0; j < kernel; j++)
        for (var k = 0; k < x.Extent(3); k++)
            if (row + i >= 0 && row + i < x.Extent(1) && column + j >= 0 && column + j < x.Extent(2))
                sum += (double)x.Span[((((image * x.Extent(1)) + row + i) * x.Extent(2)) + column + j) * x.Extent(3) + k] * weight(i, j, k);
        return (float)sum;
    }
}
