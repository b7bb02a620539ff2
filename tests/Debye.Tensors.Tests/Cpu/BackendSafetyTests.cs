using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests.Cpu;

/// <summary>What no method of a backend may do: lose its operands to the garbage collector, run when disposed, mix up its
/// callers.</summary>
public sealed class BackendSafetyTests
{
    public static TheoryData<int, ConvolutionMethod> Backends() =>
        new()
        {
            { 1, ConvolutionMethod.Direct },
            { 2, ConvolutionMethod.Direct },
            { 1, ConvolutionMethod.Spectral },
            { 2, ConvolutionMethod.Spectral },
        };

    [Fact]
    public void Cases_OfEveryMethod_AreThere()
    {
        var methods = typeof(Backend)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name)
            .Where(name => name != nameof(Backend.Dispose));
        BackendCases.All.Keys.Order(StringComparer.Ordinal).ShouldBe(methods.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void EveryMethod_WhileMemoryIsCollected_AnswersAsInQuiet(int threads, ConvolutionMethod convolution)
    {
        using var backend = new CpuBackend(threads, convolution: convolution);
        var quiet = BackendCases.All.ToDictionary(item => item.Key, item => Answers(item.Value, backend));
        using var collector = new Collector();
        foreach (var (name, call) in BackendCases.All)
        {
            var clock = Stopwatch.StartNew();
            for (var n = 0; n < 3 || clock.ElapsedMilliseconds < 25; n++)
                Answers(call, backend).AsSpan().SequenceEqual(quiet[name]).ShouldBeTrue(name);
        }
    }

    [Fact]
    public void EveryMethod_ManyThreadsAtOnce_AnswersAsAlone()
    {
        using var backend = new CpuBackend(2);
        var alone = BackendCases.All.ToDictionary(item => item.Key, item => Answers(item.Value, backend));
        Parallel.For(
            0,
            4 * BackendCases.All.Count,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i =>
            {
                var (name, call) = BackendCases.All.ElementAt(i % BackendCases.All.Count);
                Answers(call, backend).AsSpan().SequenceEqual(alone[name]).ShouldBeTrue(name);
            }
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryMethod_Disposed_Throws(int threads)
    {
        var backend = new CpuBackend(threads);
        backend.Dispose();
        foreach (var (name, call) in BackendCases.All)
            Should.Throw<ObjectDisposedException>(() => call(backend), name);
        Should.Throw<ObjectDisposedException>(() => backend.Workers.For(3, static (_, _) => { }));
        backend.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void For_InALoop_Throws(int threads)
    {
        using var workers = new Workers(threads);
        var refused = 0;
        workers.For(
            8,
            (_, _) =>
            {
                Should.Throw<InvalidOperationException>(() => workers.For(2, static (_, _) => { }));
                Interlocked.Increment(ref refused);
            }
        );
        refused.ShouldBe(8);
    }

    [Fact]
    public void Span_OfACollectedTensor_KeepsItsNumbers()
    {
        const int length = 4096;
        var expected = BackendCases.Of(length);
        for (var round = 0; round < 20; round++)
        {
            var span = Lone();
            GC.Collect();
            for (var n = 0; n < 50; n++)
                new Tensor(length).Span.Fill(float.NaN);
            span.SequenceEqual(expected.Span).ShouldBeTrue();
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Span<float> Lone() => BackendCases.Of(length).Span;
    }

    [Fact]
    public void MatrixMultiply_ShapesThatDoNotFit_Throw()
    {
        using var backend = new CpuBackend(1);
        var (a, b) = (BackendCases.Of(4, 5), BackendCases.Of(5, 6));
        Should.Throw<ArgumentException>(() => backend.MatrixMultiply(a, false, b, false, null, new Tensor(4, 5)));
        Should.Throw<ArgumentException>(() => backend.MatrixMultiply(a, true, b, false, null, new Tensor(4, 6)));
        Should.Throw<ArgumentException>(() => backend.MatrixMultiply(a, false, b, false, new Tensor(5), new Tensor(4, 6)));
    }

    [Theory]
    [InlineData(ConvolutionMethod.Direct)]
    [InlineData(ConvolutionMethod.Spectral)]
    public void Convolve_ShapesThatDoNotFit_Throw(ConvolutionMethod method)
    {
        using var backend = new CpuBackend(1, convolution: method);
        var shape = new ConvolutionShape(2, 32, 16, 16, 5, 1, 1, 1, 2, 2);
        var (x, w, y) = (BackendCases.Of(2, 32, 16), BackendCases.Of(5, 16, 16), new Tensor(2, 32, 16));
        Should.Throw<ArgumentException>(() => backend.Convolve(shape, BackendCases.Of(1, 32, 16), w, null, y));
        Should.Throw<ArgumentException>(() => backend.Convolve(shape, x, w, new Tensor(15), y));
        Should.Throw<ArgumentException>(() => backend.ConvolveBackwardInput(shape, y, BackendCases.Of(5, 16, 15), x));
        Should.Throw<ArgumentException>(() => backend.ConvolveBackwardWeight(shape, x, new Tensor(2, 31, 16), w));
        var pictures = new ImageConvolutionShape(1, 4, 4, 3, 3, 3, 1, new ImagePadding(1, 1, 1, 1));
        var image = BackendCases.Of(1, 4, 4, 3);
        Should.Throw<ArgumentException>(() => backend.ConvolveDepthwise(pictures, image, BackendCases.Of(3, 3, 2), null, image));
        Should.Throw<ArgumentException>(() => backend.ConvolveDepthwiseBackwardInput(pictures, new Tensor(1, 3, 4, 3), w, image));
    }

    /// <summary>A pointer in an object outlives the statement that keeps its memory.</summary>
    [Fact]
    public void Objects_HoldNoPointers()
    {
        var holders = typeof(CpuBackend)
            .Assembly.GetTypes()
            .Where(type => !type.IsValueType)
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsPointer)
            .Select(field => $"{field.DeclaringType}.{field.Name}");
        holders.ShouldBeEmpty();
    }

    private static float[] Answers(Func<CpuBackend, Tensor[]> call, CpuBackend backend) =>
        [.. call(backend).SelectMany(static tensor => tensor.Span.ToArray())];

    /// <summary>A thread that collects all the time, and writes over what has become free.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly Thread _thread;
        private volatile bool _stop;

        public Collector()
        {
            _thread = new Thread(Collect) { IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            _stop = true;
            _thread.Join();
        }

        private void Collect()
        {
            while (!_stop)
            {
                for (var length = 64; length <= 100_000 && !_stop; length *= 4)
                    new Tensor(length).Span.Fill(float.NaN);
                GC.Collect();
            }
        }
    }
}
