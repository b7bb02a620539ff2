using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests.Training;

public class TrainingTests
{
    private const int Batch = 8;
    private const int Length = 32;
    private const int Classes = 4;
    private readonly float[] _signals = new float[Batch * Length];
    private readonly int[] _targets = [0, 1, 2, 3, 0, 1, 2, 3];

    public TrainingTests() => new RandomStream(11).FillNormal(1, _signals);

    [Fact]
    public void Network_TinyData_Overfits()
    {
        using var backend = new CpuBackend(2);
        var run = new Run(backend, dropout: 0);
        var loss = 0f;
        for (var i = 0; i < 80; i++)
            loss = run.Step(_signals, _targets);
        loss.ShouldBeLessThan(0.02f);
    }

    [Fact]
    public void Training_AnyThreadCount_IsBitIdentical()
    {
        var losses = new List<float>();
        foreach (var threads in new[] { 1, 2, 4 })
        {
            using var backend = new CpuBackend(threads);
            var run = new Run(backend, dropout: 0.3f);
            for (var i = 0; i < 10; i++)
                run.Step(_signals, _targets);
            losses.Add(run.Step(_signals, _targets));
        }

        losses.ShouldAllBe(loss => loss == losses[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resume_FromSavedState_IsBitIdentical(bool sgd)
    {
        using var backend = new CpuBackend(1);
        var whole = new Run(backend, dropout: 0.3f, sgd);
        for (var i = 0; i < 5; i++)
            whole.Step(_signals, _targets);
        var model = SafeTensors.FromModule(whole.Network);
        var state = whole.Optimizer.SaveState();
        var (key, counter) = (whole.Random.Key, whole.Random.Counter);

        var resumed = new Run(backend, dropout: 0.3f, sgd);
        SafeTensors.LoadInto(model, resumed.Network);
        resumed.Optimizer.LoadState(state);
        resumed.Random.Restore(key, counter);
        for (var i = 0; i < 5; i++)
            resumed.Step(_signals, _targets).ShouldBe(whole.Step(_signals, _targets));
        foreach (var (a, b) in whole.Network.NamedTensors().Zip(resumed.Network.NamedTensors()))
            b.Value.Span.ToArray().ShouldBe(a.Value.Span.ToArray());
    }

    [Fact]
    public void Step_AfterWarmUp_AllocatesAFewKilobytes()
    {
        using var backend = new CpuBackend(1);
        var run = new Run(backend, dropout: 0.3f);
        for (var i = 0; i < 30; i++)
            run.Step(_signals, _targets);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            run.Step(_signals, _targets);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 10).ShouldBeLessThan(24 * 1024);
    }

    [Fact]
    public void Eval_AnyBatch_DoesNotDependOnNeighbours()
    {
        using var backend = new CpuBackend(1);
        var run = new Run(backend, dropout: 0.3f);
        run.Step(_signals, _targets);
        run.Network.Eval();
        var tape = new Tape(backend) { Recording = false };
        var together = run.Network.Forward(tape, tape.Input(_signals, Batch, Length, 1)).Span.ToArray();
        var alone = run.Network.Forward(tape, tape.Input(_signals.AsSpan(Length, Length), 1, Length, 1)).Span.ToArray();
        for (var k = 0; k < Classes; k++)
            alone[k].ShouldBe(together[Classes + k], 1e-6f);
    }

    [Fact]
    public void ByNorm_LargeGradients_ScalesToTheLimit()
    {
        using var backend = new CpuBackend(1);
        var parameter = new Parameter(2);
        var buffer = new GradientBuffer([("p", parameter)]);
        buffer.Span[0] = 3;
        buffer.Span[1] = 4;
        parameter.Gradient[0].ShouldBe(3);
        GradientClipping.ByNorm([("p", parameter)], 1, backend).ShouldBe(5, 1e-6);
        parameter.Gradient.ToArray().ShouldBe([0.6f, 0.8f], 1e-6);
        GradientClipping.ByNorm([("p", parameter)], 2, backend).ShouldBe(1, 1e-6);
    }

    [Fact]
    public void GradientBuffer_AfterBackward_HoldsAllGradients()
    {
        using var backend = new CpuBackend(1);
        var run = new Run(backend, dropout: 0);
        var buffer = new GradientBuffer(run.Network.NamedParameters());
        var tape = new Tape(backend);
        tape.Backward(Losses.CrossEntropy(tape, run.Network.Forward(tape, tape.Input(_signals, Batch, Length, 1)), _targets));
        var flat = buffer.Span.ToArray();
        flat.Length.ShouldBe((int)run.Network.CountParameters());
        flat.ShouldBe(run.Network.NamedParameters().SelectMany(p => p.Value.Gradient.ToArray()));
        flat.Count(g => g != 0).ShouldBeGreaterThan(flat.Length / 2);
    }

    [Fact]
    public void LoadInto_WrongModel_SaysWhich()
    {
        using var backend = new CpuBackend(1);
        var run = new Run(backend, dropout: 0);
        var model = SafeTensors.FromModule(run.Network).ToDictionary();
        model.Remove("0.weight");
        Should.Throw<InvalidDataException>(() => SafeTensors.LoadInto(model, run.Network)).Message.ShouldContain("0.weight");
        model.Add("0.weight", SafeTensor.From([1f], 1));
        Should.Throw<InvalidDataException>(() => SafeTensors.LoadInto(model, run.Network)).Message.ShouldContain("shape");
    }

    private sealed class Run
    {
        private readonly Tape _tape;

        public Run(CpuBackend backend, float dropout, bool sgd = false)
        {
            _tape = new Tape(backend);
            Network = new Sequential(
                new Conv1d(1, 16, 5, Random),
                new Activation(UnaryFunction.Gelu),
                new ResidualBlock(
                    new Sequential(
                        new Conv1d(16, 16, 7, Random, groups: 16),
                        new LayerNorm(16),
                        new Linear(16, 32, Random),
                        new Activation(UnaryFunction.Gelu),
                        new Linear(32, 16, Random)
                    )
                ),
                new BatchNorm(16),
                new GlobalPool(PoolingKind.Average),
                new Dropout(dropout, Random),
                new Linear(16, Classes, Random)
            );
            Optimizer = sgd
                ? new Sgd(Network.NamedParameters(), backend, 0.05f, 0.9f)
                : new Adam(Network.NamedParameters(), backend, 0.01f, 0.01f, decoupled: true);
        }

        public RandomStream Random { get; } = new(3);

        public Module Network { get; }

        public Optimizer Optimizer { get; }

        public float Step(float[] signals, int[] targets)
        {
            var loss = Losses.CrossEntropy(_tape, Network.Forward(_tape, _tape.Input(signals, Batch, Length, 1)), targets);
            var value = loss.ToScalar();
            _tape.Backward(loss);
            Optimizer.Step();
            _tape.Reset();
            return value;
        }
    }
}
