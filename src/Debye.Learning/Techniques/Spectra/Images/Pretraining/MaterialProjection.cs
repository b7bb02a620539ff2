using Debye.Learning.Networks;
using Debye.Tensors;
using Debye.Tensors.Cpu;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>
/// A last linear layer, fitted on made-up materials: measurements of one material then scatter evenly in all directions, and the directions
/// along which materials of one instrument differ most come first.
/// </summary>
/// <remarks>
/// Discriminant analysis with within-class scatter W (shrunk towards a multiple of 1) and between-class scatter B: W = LLᵀ, L⁻¹BL⁻ᵀ = UΛUᵀ,
/// y = (L⁻ᵀU)ᵀx. Being linear, it acts on the maps as well as on their means. Source: C. R. Rao, J. R. Stat. Soc. B 10, 159 (1948).
/// </remarks>
internal static class MaterialProjection
{
    private const int ExamplesAtOnce = 16;
    private const string LayerName = "projection";

    /// <summary>Puts the layer behind a network.</summary>
    /// <param name="network">The network, without such a layer.</param>
    /// <param name="materials">Made-up materials.</param>
    /// <param name="source">Examples of them.</param>
    /// <param name="options">How many features are kept, of how many examples, and how W is shrunk.</param>
    /// <param name="image">The image.</param>
    /// <param name="threads">Threads; the result does not depend on it.</param>
    public static FrozenImageNetwork Append(
        FrozenImageNetwork network,
        IReadOnlyList<IMaterialSpectra> materials,
        PretrainingSource source,
        ProjectionOptions options,
        SpectrumImageOptions image,
        int threads
    )
    {
        var (features, labels) = Features(network, source, options.Examples, image, threads);
        int[] instruments = [.. materials.SelectMany((kind, i) => Enumerable.Repeat(i, kind.Materials))];
        var (within, between) = Scatter(features, labels, instruments, network.FeatureCount);
        var axes = Axes(within, between, options);
        var weight = new Tensor(1, 1, network.FeatureCount, options.Features);
        for (var r = 0; r < network.FeatureCount; r++)
        for (var c = 0; c < options.Features; c++)
            weight.Span[r * options.Features + c] = (float)axes[r, c];
        return network.With(
            new ImageLayer
            {
                Name = LayerName,
                Operation = ImageLayerOperation.Convolution,
                InChannels = network.FeatureCount,
                OutChannels = options.Features,
                Input = network.Architecture.Body[^1].Name,
            },
            weight
        );
    }

    private static (float[] Features, int[] Labels) Features(
        FrozenImageNetwork network,
        PretrainingSource source,
        int examples,
        SpectrumImageOptions image,
        int threads
    )
    {
        var (features, labels) = (new float[examples * network.FeatureCount], new int[examples]);
        var chunks = (examples + ExamplesAtOnce - 1) / ExamplesAtOnce;
        Parallel.For(
            0,
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Maker: source.CreateMaker(), Backend: new CpuBackend(1)),
            (chunk, _, own) =>
            {
                var (first, tape) = (chunk * ExamplesAtOnce, new Tape(own.Backend) { Recording = false });
                var count = Math.Min(ExamplesAtOnce, examples - first);
                var (images, example) = (tape.Empty(count, image.Size, image.Size, image.Channels), new float[source.FeatureLength]);
                for (var i = 0; i < count; i++)
                {
                    labels[first + i] = own.Maker.Make(first + i, example);
                    example.AsSpan(0, source.ImageLength).CopyTo(images.Span[(i * source.ImageLength)..]);
                }

                Tensors.Images.GlobalMean(tape, network.Maps(tape, images)).Span.CopyTo(features.AsSpan(first * network.FeatureCount));
                return own;
            },
            own => own.Backend.Dispose()
        );
        return (features, labels);
    }

    /// <summary>Scatter of measurements about the mean of their material, and of these means about the mean of their instrument.</summary>
    private static (Matrix<double> Within, Matrix<double> Between) Scatter(float[] features, int[] labels, int[] instruments, int width)
    {
        var (materials, counts) = Means(
            labels.Length,
            i => labels[i],
            i => features.AsSpan(i * width, width).ToArray(),
            instruments.Length,
            width
        );
        int[] met = [.. Enumerable.Range(0, counts.Length).Where(m => counts[m] > 0)];
        var (centres, _) = Means(met.Length, i => instruments[met[i]], i => materials[met[i]], instruments.Max() + 1, width);
        var own = Matrix<double>.Build.Dense(labels.Length, width, (i, c) => features[i * width + c] - materials[labels[i]][c]);
        var others = Matrix<double>.Build.Dense(met.Length, width, (i, c) => materials[met[i]][c] - centres[instruments[met[i]]][c]);
        return (own.TransposeThisAndMultiply(own) / labels.Length, others.TransposeThisAndMultiply(others) / met.Length);
    }

    private static (float[][] Means, int[] Counts) Means(int rows, Func<int, int> groupOf, Func<int, float[]> row, int groups, int width)
    {
        var (sums, counts) = (new double[groups][], new int[groups]);
        for (var i = 0; i < rows; i++)
        {
            var (values, sum) = (row(i), sums[groupOf(i)] ??= new double[width]);
            for (var c = 0; c < width; c++)
                sum[c] += values[c];
            counts[groupOf(i)]++;
        }

        return (
            [.. sums.Select((sum, g) => sum is null ? new float[width] : sum.Select(value => (float)(value / counts[g])).ToArray())],
            counts
        );
    }

    private static Matrix<double> Axes(Matrix<double> within, Matrix<double> between, ProjectionOptions options)
    {
        var width = within.RowCount;
        var shrunk =
            within * (1 - options.Shrinkage) + Matrix<double>.Build.DenseIdentity(width) * (options.Shrinkage * within.Trace() / width);
        var inverse = shrunk.Cholesky().Factor.Inverse();
        var middle = inverse * between * inverse.Transpose();
        var vectors = ((middle + middle.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenVectors;
        var kept = Matrix<double>.Build.Dense(width, options.Features, (r, c) => vectors[r, width - 1 - c]);
        return inverse.Transpose() * kept;
    }
}
