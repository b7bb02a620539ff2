using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests.Training;

public sealed class TapeMemoryTests
{
    /// <summary>Batches of ever new sizes, as graphs make them, must not each leave buffers of their own behind.</summary>
    [Fact]
    public void Reset_BatchesOfManySizes_MemorySettles()
    {
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        var targets = new float[2000];
        var (layer, last) = (new Linear(64, 64, new RandomStream(1)), new Linear(64, 1, new RandomStream(2)));
        for (var n = 0; n < 20; n++)
            Step(2000 - (5 * n));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++)
            Step(1900 + n);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(3_000_000);

        void Step(int rows)
        {
            var x = tape.Empty(rows, 64);
            x.Span.Fill(1);
            var hidden = Functional.Apply(tape, layer.Forward(tape, x), UnaryFunction.Relu);
            tape.Backward(Losses.MeanSquaredError(tape, last.Forward(tape, hidden), targets.AsSpan(0, rows)));
            tape.Reset();
        }
    }
}
