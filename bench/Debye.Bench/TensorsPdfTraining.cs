using Debye.Learning.Networks;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Bench;

/// <summary>The pair-distribution network of Liu et al. (2019) and one training step of it on random signals.</summary>
internal sealed class PdfTraining : IDisposable
{
    public const int Batch = 32;
    public const int Length = 209;
    public const int Classes = 8;
    private readonly CpuBackend _backend;
    private readonly Tape _tape;
    private readonly Module _network;
    private readonly Adam _adam;
    private readonly float[] _signals = new float[Batch * Length];
    private readonly int[] _targets = new int[Batch];

    public PdfTraining(int threads, CpuKernels kernels, ConvolutionMethod method)
    {
        var random = new RandomStream(1);
        _backend = new CpuBackend(threads, kernels, method);
        _tape = new Tape(_backend);
        _network = Network(random);
        _adam = new Adam(_network.NamedParameters(), _backend, 5e-4f, weightDecay: 2e-5f);
        random.FillUniform(1, _signals);
        for (var i = 0; i < Batch; i++)
            _targets[i] = i % Classes;
    }

    public long Parameters => _network.CountParameters();

    public static Module Network(RandomStream random) =>
        new TowerNetworkDescription { Length = Length, Classes = Classes }.Build(random, random);

    public float Step()
    {
        var logits = _network.Forward(_tape, _tape.Input(_signals, Batch, Length, 1));
        var loss = Losses.CrossEntropy(_tape, logits, _targets);
        var value = loss.ToScalar();
        _tape.Backward(loss);
        _adam.Step();
        _tape.Reset();
        return value;
    }

    public void Dispose() => _backend.Dispose();
}
