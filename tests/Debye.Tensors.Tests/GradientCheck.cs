using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests;

/// <summary>Compares gradients with central differences of a randomly weighted sum of the output.</summary>
internal static class GradientCheck
{
    private const float Step = 1e-2f;

    public static Tensor Random(ulong seed, params ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor(shape) { RequiresGradient = true };
        new RandomStream(seed).FillNormal(1, tensor.Span);
        return tensor;
    }

    /// <summary>Checks f at the inputs; the output may have any shape.</summary>
    public static void GradientShouldBeNumeric(Func<Tape, Tensor> f, params ReadOnlySpan<Tensor> inputs) =>
        GradientShouldBeNumeric(f, 4e-3, inputs);

    public static void GradientShouldBeNumeric(Func<Tape, Tensor> f, double tolerance, params ReadOnlySpan<Tensor> inputs)
    {
        foreach (var kernels in Enum.GetValues<CpuKernels>().Where(CpuBackend.Supports))
        {
            using var backend = new CpuBackend(2, kernels);
            var tape = new Tape(backend);
            foreach (var input in inputs)
                input.ZeroGradient();
            var weights = Weights(f, tape);
            tape.Backward(WeightedSum(tape, f(tape), weights));
            tape.Reset();
            tape.Recording = false;
            foreach (var input in inputs)
                CheckInput(f, tape, input, weights, tolerance);
        }
    }

    private static void CheckInput(Func<Tape, Tensor> f, Tape tape, Tensor input, float[] weights, double tolerance)
    {
        var scale = Math.Max(1e-2, input.Gradient.ToArray().Max(MathF.Abs));
        for (var i = 0; i < input.Length; i += Math.Max(1, input.Length / 40))
        {
            var before = input.Span[i];
            input.Span[i] = before + Step;
            var above = Value(f, tape, weights);
            input.Span[i] = before - Step;
            var below = Value(f, tape, weights);
            input.Span[i] = before;
            var numeric = (above - below) / (2 * Step);
            (Math.Abs(numeric - input.Gradient[i]) / scale).ShouldBeLessThan(
                tolerance,
                $"element {i}: {numeric} numerically, {input.Gradient[i]} by the tape"
            );
        }
    }

    private static float[] Weights(Func<Tape, Tensor> f, Tape tape)
    {
        var weights = new float[f(tape).Length];
        new RandomStream(99).FillNormal(1, weights);
        tape.Reset();
        return weights;
    }

    private static Tensor WeightedSum(Tape tape, Tensor y, float[] weights)
    {
        var row = Functional.Reshape(y, 1, y.Length);
        return Functional.Reshape(Functional.Linear(tape, row, tape.Input(weights, weights.Length, 1), null));
    }

    private static double Value(Func<Tape, Tensor> f, Tape tape, float[] weights)
    {
        var y = f(tape);
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += (double)y.Span[i] * weights[i];
        tape.Reset();
        return sum;
    }
}
