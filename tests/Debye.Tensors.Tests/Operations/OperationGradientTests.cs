using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

public class OperationGradientTests
{
    /// <summary>The check can fail: an operation that records three times x but computes twice x has a wrong gradient.</summary>
    [Fact]
    public void GradientShouldBeNumeric_WrongGradient_Fails()
    {
        var x = Random(1, 4, 5);
        Should
            .Throw<ShouldAssertException>(() => GradientShouldBeNumeric(tape => Functional.Scale(tape, x, tape.Recording ? 3 : 2), x))
            .Message.ShouldContain("by the tape");
    }

    [Fact]
    public void Linear_Gradient_IsNumeric()
    {
        var (x, w, b) = (Random(1, 5, 7), Random(2, 7, 3), Random(3, 3));
        GradientShouldBeNumeric(tape => Functional.Linear(tape, x, w, b), x, w, b);
    }

    [Theory]
    [InlineData(9, 4, 6, 3, 1, 1, 1, 1, 1)]
    [InlineData(11, 3, 5, 4, 1, 1, 1, 1, 2)]
    [InlineData(12, 4, 6, 3, 2, 1, 1, 1, 1)]
    [InlineData(14, 4, 6, 3, 1, 2, 2, 2, 2)]
    [InlineData(14, 4, 6, 3, 3, 2, 2, 0, 3)]
    [InlineData(10, 20, 20, 5, 1, 1, 20, 2, 2)]
    [InlineData(13, 9, 9, 3, 2, 2, 9, 2, 2)]
    [InlineData(7, 2, 3, 1, 1, 1, 1, 0, 0)]
    [InlineData(8, 2, 3, 3, 1, 1, 1, 4, 3)]
    [InlineData(40, 18, 17, 16, 1, 1, 1, 7, 8)]
    public void Convolve_Gradient_IsNumeric(
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
        var (x, w, b) = (Random(1, 2, length, channels), Random(2, kernel, channels / groups, outputs), Random(3, outputs));
        GradientShouldBeNumeric(tape => Functional.Convolve(tape, x, w, b, stride, dilation, groups, left, right), 2e-2, x, w, b);
    }

    [Theory]
    [InlineData(UnaryFunction.Relu)]
    [InlineData(UnaryFunction.Elu)]
    [InlineData(UnaryFunction.Gelu)]
    [InlineData(UnaryFunction.Softplus)]
    [InlineData(UnaryFunction.Sigmoid)]
    [InlineData(UnaryFunction.Tanh)]
    [InlineData(UnaryFunction.Relu6)]
    public void Apply_Gradient_IsNumeric(UnaryFunction function)
    {
        var x = Random(4, 3, 9);
        foreach (ref var value in x.Span)
            value += value > 0 ? 0.05f : -0.05f;
        GradientShouldBeNumeric(tape => Functional.Apply(tape, x, function), x);
    }

    [Fact]
    public void AddMultiplyScale_Gradient_IsNumeric()
    {
        var (a, b) = (Random(1, 4, 5), Random(2, 4, 5));
        GradientShouldBeNumeric(tape => Functional.Multiply(tape, Functional.Add(tape, a, b), Functional.Scale(tape, a, 3)), a, b);
    }

    [Fact]
    public void Affine_Gradient_IsNumeric()
    {
        var (x, scale, shift) = (Random(1, 6, 11), Random(2, 11), Random(3, 11));
        GradientShouldBeNumeric(tape => Functional.Affine(tape, x, scale, shift), x, scale, shift);
    }

    [Fact]
    public void Concatenate_Gradient_IsNumeric()
    {
        var (a, b) = (Random(1, 2, 3, 4), Random(2, 2, 3, 5));
        GradientShouldBeNumeric(tape => Functional.Concatenate(tape, a, b, a), a, b);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(19)]
    public void BatchNorm_Gradient_IsNumeric(int channels)
    {
        var (x, scale, shift) = (Random(1, 6, 5, channels), Random(2, channels), Random(3, channels));
        GradientShouldBeNumeric(tape => Normalisation.Batch(tape, x, scale, shift, 1e-5f, out _, out _), x, scale, shift);
    }

    [Fact]
    public void FixedNorm_Gradient_IsNumeric()
    {
        var (x, scale, shift, mean, variance) = (Random(1, 6, 5), Random(2, 5), Random(3, 5), Random(4, 5), Random(5, 5));
        foreach (ref var value in variance.Span)
            value = (value * value) + 0.5f;
        GradientShouldBeNumeric(tape => Normalisation.Fixed(tape, x, scale, shift, 1e-5f, mean, variance), x, scale, shift);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    [InlineData(14, 1)]
    public void GroupNorm_Gradient_IsNumeric(int blocks, int groups)
    {
        var x = Random(1, 2, 7, 12);
        GradientShouldBeNumeric(tape => Normalisation.Group(tape, x, blocks, groups, 1e-5f), x);
    }

    [Theory]
    [InlineData(PoolingKind.Maximum, 2, 2, 0)]
    [InlineData(PoolingKind.Maximum, 3, 2, 1)]
    [InlineData(PoolingKind.Average, 3, 2, 1)]
    [InlineData(PoolingKind.Average, 4, 1, 0)]
    public void Pool_Gradient_IsNumeric(PoolingKind kind, int size, int stride, int padding)
    {
        var x = Spread(2, 9, 5);
        GradientShouldBeNumeric(tape => Pooling.Windows(tape, x, kind, size, stride, padding), x);
    }

    [Theory]
    [InlineData(PoolingKind.Maximum)]
    [InlineData(PoolingKind.Average)]
    public void GlobalPool_Gradient_IsNumeric(PoolingKind kind)
    {
        var x = Spread(2, 9, 5);
        GradientShouldBeNumeric(tape => Pooling.Whole(tape, x, kind), x);
    }

    [Fact]
    public void Dropout_Gradient_IsNumeric()
    {
        var x = Random(1, 4, 30);
        GradientShouldBeNumeric(tape => Pooling.Dropout(tape, x, 0.4f, new RandomStream(5)), x);
    }

    [Theory]
    [InlineData(false, 0f)]
    [InlineData(true, 0.1f)]
    public void CrossEntropy_Gradient_IsNumeric(bool weighted, float smoothing)
    {
        var x = Random(1, 4, 5);
        float[] weights = weighted ? [1, 2, 0.5f, 3, 1] : [];
        GradientShouldBeNumeric(tape => Losses.CrossEntropy(tape, x, [0, 3, 1, 4], weights, smoothing), x);
    }

    [Fact]
    public void RegressionLosses_Gradient_IsNumeric()
    {
        var x = Random(1, 6);
        float[] target = [0.3f, -1, 2, 0, 5, -4];
        float[] probabilities = [0, 1, 0.5f, 0.25f, 1, 0];
        GradientShouldBeNumeric(tape => Losses.MeanSquaredError(tape, x, target), x);
        GradientShouldBeNumeric(tape => Losses.Huber(tape, x, target, 0.7f), 2e-2, x);
        GradientShouldBeNumeric(tape => Losses.MeanAbsoluteError(tape, x, target), x);
        GradientShouldBeNumeric(tape => Losses.BinaryCrossEntropy(tape, x, probabilities), x);
    }

    /// <summary>Distinct values in random order, so that no maximum is within reach of a finite difference.</summary>
    private static Tensor Spread(params ReadOnlySpan<int> shape)
    {
        var x = Random(7, shape);
        var order = x.Span.ToArray().Select((value, i) => (value, i)).OrderBy(pair => pair.value).ToArray();
        for (var rank = 0; rank < order.Length; rank++)
            x.Span[order[rank].i] = rank * 0.1f;
        return x;
    }
}
