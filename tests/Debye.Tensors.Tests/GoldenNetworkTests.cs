using Debye.Tensors.Cpu;
using Debye.TestSupport;

namespace Debye.Tensors.Tests;

/// <summary>Whole networks against PyTorch; Golden/README.md has origin and tolerances.</summary>
public class GoldenNetworkTests
{
    private const int Steps = 20;
    private const double Tolerance = 1e-5;

    public static TheoryData<string, CpuKernels, ConvolutionMethod> Cases()
    {
        var cases = new TheoryData<string, CpuKernels, ConvolutionMethod>();
        foreach (var name in new[] { "mlp", "pdf", "residual" })
        {
            foreach (var kernels in Enum.GetValues<CpuKernels>())
            {
                cases.Add(name, kernels, ConvolutionMethod.Direct);
                if (name == "pdf")
                    cases.Add(name, kernels, ConvolutionMethod.Spectral);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_TwentySteps_FollowsPyTorch(string name, CpuKernels kernels, ConvolutionMethod method)
    {
        Assert.SkipUnless(CpuBackend.Supports(kernels), $"no {kernels} here");
        var golden = SafeTensors.Read(
            Path.Combine(SharedData.RepositoryRoot, "tests", "Debye.Tensors.Tests", "Golden", $"{name}.safetensors")
        );
        using var backend = new CpuBackend(2, kernels, method);
        var tape = new Tape(backend);
        var network = Build(name);
        var parameters = network.NamedParameters().Select(p => (p.Name, p.Value)).ToList();
        parameters.Count.ShouldBe(golden.Keys.Count(key => key.StartsWith("weight.", StringComparison.Ordinal)));
        foreach (var (parameter, value) in parameters)
        {
            golden["weight." + TorchName(name, parameter)].ToSingle().CopyTo(value.Span);
            value.Decays = true;
        }

        var optimiser = Optimiser(name, network, backend);
        var losses = new double[Steps];
        for (var step = 0; step < Steps; step++)
        {
            var output = network.Forward(tape, tape.Input(golden["x"].ToSingle(), [.. golden["x"].Shape.Select(extent => (int)extent)]));
            var loss = Loss(name, tape, output, golden["target"]);
            losses[step] = loss.ToScalar();
            if (step == 0)
                Close(output.Span, golden["output"], "output");
            tape.Backward(loss);
            if (step == 0)
            {
                foreach (var (parameter, value) in parameters)
                    CheckGradient(golden, TorchName(name, parameter), value.Gradient);
            }

            optimiser.Step();
            tape.Reset();
        }

        var expected = golden["losses32"].ToDouble();
        for (var step = 0; step < 5; step++)
            Math.Abs(losses[step] - expected[step]).ShouldBeLessThan(Tolerance * Math.Abs(expected[step]), $"loss {step}");
        CheckEnd(name, golden, parameters);
    }

    /// <summary>
    /// The network may end no further from float64 than three times PyTorch's float32; nor each tensor, unless that is
    /// within 1e-5 of its maximum (tiny gradients are noise that Adam blows up).
    /// </summary>
    private static void CheckEnd(
        string name,
        IReadOnlyDictionary<string, SafeTensor> golden,
        List<(string Name, Parameter Value)> parameters
    )
    {
        double ours = 0,
            theirs = 0;
        foreach (var (parameter, value) in parameters)
        {
            var exact = golden["end64." + TorchName(name, parameter)].ToDouble();
            var reference = golden["end32_error." + TorchName(name, parameter)].ToDouble()[0];
            var distance = 0.0;
            for (var i = 0; i < exact.Length; i++)
                distance = Math.Max(distance, Math.Abs(value.Span[i] - exact[i]));
            distance.ShouldBeLessThanOrEqualTo(Math.Max(3 * reference, Tolerance * exact.Max(Math.Abs)), parameter);
            ours = Math.Max(ours, distance);
            theirs = Math.Max(theirs, reference);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: distance from float64 {ours:E2}, PyTorch's float32 {theirs:E2}");
        ours.ShouldBeLessThanOrEqualTo(3 * theirs);
    }

    /// <summary>
    /// To 1e-5 of the tensor's maximum; where cancellation leaves PyTorch's float32 further from float64 than that, to
    /// three times its distance.
    /// </summary>
    private static void CheckGradient(IReadOnlyDictionary<string, SafeTensor> golden, string name, ReadOnlySpan<float> actual)
    {
        var exact = golden["gradient64." + name];
        Close(actual, exact, name, 3 * golden["gradient32_error." + name].ToDouble()[0]);
    }

    private static void Close(ReadOnlySpan<float> actual, SafeTensor expected, string what, double otherwise = 0)
    {
        var values = expected.ToDouble();
        actual.Length.ShouldBe(values.Length);
        var limit = Math.Max(Tolerance * values.Max(Math.Abs), otherwise);
        for (var i = 0; i < values.Length; i++)
            Math.Abs(actual[i] - values[i]).ShouldBeLessThan(limit, $"{what} [{i}]");
    }

    private static Tensor Loss(string name, Tape tape, Tensor output, SafeTensor target) =>
        name switch
        {
            "mlp" => Losses.MeanSquaredError(tape, output, target.ToSingle()),
            "pdf" => Losses.CrossEntropy(tape, output, [.. target.ToInt64().Select(c => (int)c)], [1, 2, 0.5f, 1.5f], 0.1f),
            _ => Losses.Huber(tape, output, target.ToSingle(), 0.7f),
        };

    private static Optimizer Optimiser(string name, Module network, CpuBackend backend) =>
        name switch
        {
            "mlp" => new Sgd(network.NamedParameters(), backend, 0.02f, 0.9f, 1e-4f),
            "pdf" => new Adam(network.NamedParameters(), backend, 5e-4f, 1e-4f),
            _ => new Adam(network.NamedParameters(), backend, 1e-3f, 0.01f, decoupled: true),
        };

    private static Module Build(string name)
    {
        var random = new RandomStream(1);
        return name switch
        {
            "mlp" => new Sequential(
                new Linear(20, 32, random),
                new BatchNorm(32),
                new Activation(UnaryFunction.Relu),
                new Linear(32, 16, random),
                new Activation(UnaryFunction.Elu),
                new Linear(16, 3, random)
            ),
            "pdf" => new Sequential(
                new BatchNorm(1, 1e-6f),
                new Conv1d(1, 16, 16, random),
                new Activation(UnaryFunction.Relu),
                new BatchNorm(16, 1e-6f),
                new Conv1d(16, 16, 16, random),
                new Activation(UnaryFunction.Relu),
                new BatchNorm(16, 1e-6f),
                new Pool1d(PoolingKind.Maximum, 2),
                new Flatten(),
                new Linear(20 * 16, 8, random),
                new Activation(UnaryFunction.Relu),
                new BatchNorm(8, 1e-6f),
                new Linear(8, 4, random)
            ),
            _ => new Sequential(
                new Conv1d(2, 8, 5, random),
                new Activation(UnaryFunction.Gelu),
                Block(8, 8, 1, random),
                Block(8, 16, 2, random),
                new Pool1d(PoolingKind.Average, 2),
                new GlobalPool(PoolingKind.Average),
                new Linear(16, 3, random)
            ),
        };
    }

    private static ResidualBlock Block(int inputs, int outputs, int stride, RandomStream random) =>
        new(
            new Sequential(
                new Conv1d(inputs, outputs, 3, random, stride, padding: 1),
                new GroupNorm(4, outputs),
                new Activation(UnaryFunction.Gelu),
                new Conv1d(outputs, outputs, 3, random, dilation: 2, groups: 2, padding: 2),
                new GroupNorm(4, outputs)
            ),
            new Conv1d(inputs, outputs, 1, random, stride, padding: 0),
            new Activation(UnaryFunction.Softplus)
        );

    /// <summary>PyTorch's network has padding modules of its own, which shift the numbers of the layers.</summary>
    private static string TorchName(string network, string parameter)
    {
        if (network != "pdf")
            return parameter;
        var (number, rest) = (int.Parse(parameter[..parameter.IndexOf('.')]), parameter[parameter.IndexOf('.')..]);
        return $"{(number >= 4 ? number + 2 : number >= 1 ? number + 1 : number)}{rest}";
    }
}
