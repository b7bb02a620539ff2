using Debye.Tensors.Cpu;
using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

public sealed class EdgeConvolutionTests
{
    /// <summary>Two graphs of three and two sites, one site without edges.</summary>
    private static GraphEdges Edges { get; } = new([0, 3, 3, 5, 6, 9], [1, 2, 1, 0, 0, 4, 3, 3, 4], [0, 3, 5]);

    public static TheoryData<int> Channels() => new(1, 4, 8, 16, 21, 40);

    [Theory]
    [MemberData(nameof(Channels))]
    public void Batch_Gradient_IsNumeric(int channels)
    {
        var (product, scale, shift) = Problem(channels);
        GradientShouldBeNumeric(
            tape => EdgeConvolution.Batch(tape, product, scale, shift, 1e-5f, out _, out _),
            1e-2,
            product.Centre,
            product.Neighbour,
            product.Weight,
            scale,
            shift
        );
    }

    [Fact]
    public void Fixed_Gradient_IsNumeric()
    {
        var (product, scale, shift) = Problem(5);
        var (mean, variance) = (Random(8, 10), Random(9, 10));
        foreach (ref var value in variance.Span)
            value = (value * value) + 0.5f;
        GradientShouldBeNumeric(
            tape => EdgeConvolution.Fixed(tape, product, scale, shift, 1e-5f, mean, variance),
            1e-2,
            product.Centre,
            product.Neighbour,
            product.Weight,
            scale,
            shift
        );
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Batch_EveryKernel_IsTheOperationsOneAfterTheOther(int channels)
    {
        var (product, scale, shift) = Problem(channels);
        foreach (var kernels in Enum.GetValues<CpuKernels>().Where(CpuBackend.Supports))
        {
            using var backend = new CpuBackend(2, kernels);
            var tape = new Tape(backend);
            var linear = Linear(tape, product);
            var expected = Graphs.Sum(
                tape,
                Graphs.Gate(tape, Normalisation.Batch(tape, linear, scale, shift, 1e-5f, out var mean, out var variance)),
                Begins()
            );
            var own = EdgeConvolution.Batch(tape, product, scale, shift, 1e-5f, out var ownMean, out var ownVariance);
            ownMean.Span.ToArray().ShouldBe(mean.Span.ToArray(), 1e-5f);
            ownVariance.Span.ToArray().ShouldBe(variance.Span.ToArray(), 1e-5f);
            own.Span.ToArray().ShouldBe(expected.Span.ToArray(), 1e-5f);
        }
    }

    /// <summary>Enough edges for several chunks; messages and gradients have the same bits on any number of threads.</summary>
    [Fact]
    public void Batch_AnyThreads_SameBits()
    {
        var (one, five) = (Bits(1), Bits(5));
        five.ShouldBe(one);
        one.Distinct().Count().ShouldBeGreaterThan(1000);
    }

    /// <summary>Far from zero, moments keep their digits.</summary>
    [Fact]
    public void Batch_LargeOffset_MomentsAreExact()
    {
        var (product, scale, shift) = Problem(4);
        foreach (ref var value in product.Centre.Span)
            value += 3000;
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        EdgeConvolution.Batch(tape, product, scale, shift, 1e-5f, out _, out var variance);
        var z = Linear(tape, product).Span.ToArray();
        for (var c = 0; c < 8; c++)
        {
            double[] column = [.. Enumerable.Range(0, 9).Select(e => (double)z[(8 * e) + c])];
            variance
                .Span[c]
                .ShouldBe((float)column.Select(value => (value - column.Average()) * (value - column.Average())).Average(), 1e-2f);
        }
    }

    /// <summary>One edge a site, nothing but its centre: the message is the gate itself, the gradient its slopes.</summary>
    [Fact]
    public void Gate_AgainstDoublePrecision_IsExactToRounding()
    {
        const int Sites = 200,
            Channels = 37;
        var centre = new Tensor(Sites, 2 * Channels) { RequiresGradient = true };
        new RandomStream(5).FillUniform(95, centre.Span);
        for (var i = 0; i < centre.Length; i += 3)
            centre.Span[i] /= 20;
        int[] own = [.. Enumerable.Range(0, Sites)],
            offsets = [.. Enumerable.Range(0, Sites + 1)];
        var product = new EdgeProduct(
            new GraphEdges(offsets, own, offsets),
            new BandedRows(1, 1, new int[Sites], new float[Sites]),
            centre,
            new Tensor(Sites, 2 * Channels),
            new Tensor(1, 2 * Channels)
        );
        var (ones, zeros) = (new Tensor(2 * Channels), new Tensor(2 * Channels));
        ones.Span.Fill(1);
        foreach (var kernels in Enum.GetValues<CpuKernels>().Where(CpuBackend.Supports))
        {
            using var backend = new CpuBackend(1, kernels);
            var tape = new Tape(backend);
            centre.ZeroGradient();
            var y = EdgeConvolution.Fixed(tape, product, ones, zeros, 0, zeros, ones);
            var values = y.Span.ToArray();
            float[] all = new float[y.Length];
            Array.Fill(all, 1);
            tape.Backward(
                Functional.Reshape(Functional.Linear(tape, Functional.Reshape(y, 1, y.Length), tape.Input(all, y.Length, 1), null))
            );
            var worst = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                var at = (i / Channels * 2 * Channels) + (i % Channels);
                worst = Math.Max(
                    worst,
                    Deviation(centre.Span[at], centre.Span[at + Channels], values[i], centre.Gradient[at], centre.Gradient[at + Channels])
                );
            }

            worst.ShouldBeLessThan(1e-6, $"{kernels}");
        }
    }

    [Fact]
    public void BadShapes_SayWhatWasExpected()
    {
        Should.Throw<ArgumentException>(() => new BandedRows(4, 5, [0], new float[5])).Message.ShouldContain("1…4");
        Should.Throw<ArgumentException>(() => new BandedRows(4, 2, [3], new float[2])).Message.ShouldContain("0…2");
        Should.Throw<ArgumentException>(() => new BandedRows(4, 2, [1], new float[3])).Message.ShouldContain("1 × 2");
        Should.Throw<ArgumentException>(() => new BandedRows(4, 2, [1], new float[2]).CopyTo(new float[3])).Message.ShouldContain("1 × 4");
        Should.Throw<ArgumentException>(() => new GraphEdges([0, 1], [0], [0])).Message.ShouldContain("1 sites");
        Should.Throw<ArgumentException>(() => new GraphEdges([0, 2], [0], [0, 1])).Message.ShouldContain("1 edges");
        Should.Throw<ArgumentException>(() => new GraphEdges([0, 2, 1, 2], [0, 0], [0, 3])).Message.ShouldContain("fall after site 1");
        Should.Throw<ArgumentException>(() => new GraphEdges([0, 1, 1], [1], [0, 1, 2])).Message.ShouldContain("edge 0 leaves its graph");
        Should.Throw<ArgumentException>(() => new GraphEdges([0, 1, 1], [0], [0, 3, 2])).Message.ShouldContain("graph 0");
        var (product, scale, shift) = Problem(3);
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend);
        Should
            .Throw<ArgumentException>(() =>
                EdgeConvolution.Batch(tape, product with { Centre = new Tensor(5, 4) }, scale, shift, 0, out _, out _)
            )
            .Message.ShouldContain("(5, 6)");
        Should
            .Throw<ArgumentException>(() =>
                EdgeConvolution.Batch(tape, product with { Weight = new Tensor(5, 6) }, scale, shift, 0, out _, out _)
            )
            .Message.ShouldContain("(7, an even number)");
        Should
            .Throw<ArgumentException>(() => EdgeConvolution.Batch(tape, product, new Tensor(3), shift, 0, out _, out _))
            .Message.ShouldContain("(6)");
    }

    private static (EdgeProduct Product, Tensor Scale, Tensor Shift) Problem(int channels)
    {
        var values = new float[9 * 3];
        new RandomStream(4).FillNormal(1, values);
        var features = new BandedRows(7, 3, [0, 4, 2, 2, 1, 0, 3, 4, 2], values);
        return (
            new EdgeProduct(Edges, features, Random(1, 5, 2 * channels), Random(2, 5, 2 * channels), Random(3, 7, 2 * channels)),
            Random(6, 2 * channels),
            Random(7, 2 * channels)
        );
    }

    private static RowGroups Begins() => RowGroups.FromOffsets(Edges.Offsets);

    private static Tensor Linear(Tape tape, EdgeProduct product)
    {
        var features = tape.Empty(product.Features.Rows, product.Features.Columns);
        product.Features.CopyTo(features.Span);
        var centre = Graphs.Gather(tape, product.Centre, RowGroups.FromOffsets(product.Edges.Offsets));
        var neighbour = Graphs.Gather(tape, product.Neighbour, new RowGroups(product.Edges.Ends, product.Edges.Sites));
        return Functional.Add(tape, Functional.Add(tape, centre, neighbour), Functional.Linear(tape, features, product.Weight, null));
    }

    private static float[] Bits(int threads)
    {
        const int Graphs = 60,
            Sites = 10,
            PerSite = 12,
            Channels = 20;
        var random = new RandomStream(12);
        int[] offsets = [.. Enumerable.Range(0, (Graphs * Sites) + 1).Select(i => i * PerSite)];
        int[] ends =
        [
            .. Enumerable.Range(0, Graphs * Sites * PerSite).Select(e => (e / (Sites * PerSite) * Sites) + random.NextInt(Sites)),
        ];
        var (first, values) = (new int[ends.Length], new float[ends.Length * 4]);
        foreach (ref var column in first.AsSpan())
            column = random.NextInt(8);
        random.FillNormal(1, values);
        var edges = new GraphEdges(offsets, ends, [.. Enumerable.Range(0, Graphs + 1).Select(g => g * Sites)]);
        var product = new EdgeProduct(
            edges,
            new BandedRows(11, 4, first, values),
            Random(1, Graphs * Sites, 2 * Channels),
            Random(2, Graphs * Sites, 2 * Channels),
            Random(3, 11, 2 * Channels)
        );
        using var backend = new CpuBackend(threads);
        var tape = new Tape(backend);
        var y = EdgeConvolution.Batch(tape, product, Random(4, 2 * Channels), Random(5, 2 * Channels), 1e-5f, out _, out _);
        tape.Backward(Losses.MeanSquaredError(tape, y, new float[y.Length]));
        return [.. y.Span, .. product.Centre.Gradient, .. product.Neighbour.Gradient, .. product.Weight.Gradient];
    }

    /// <summary>Largest deviation of value and slopes from double precision, relative to 1 + softplus(b).</summary>
    private static double Deviation(double a, double b, double value, double slopeA, double slopeB)
    {
        var (gate, core, slope) = (1 / (1 + Math.Exp(-a)), Math.Max(b, 0) + Math.Log(1 + Math.Exp(-Math.Abs(b))), 1 / (1 + Math.Exp(-b)));
        return new[] { value - (gate * core), slopeA - (gate * (1 - gate) * core), slopeB - (gate * slope) }.Max(Math.Abs) / (1 + core);
    }
}
