using Debye.Learning.Baselines;
using Debye.Learning.Networks;
using Debye.Learning.OpenSet;
using Debye.Learning.Packages;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Techniques.Spectra.Images;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Spectra.Images;

/// <summary>
/// Spectra as angular fields, seen by a network that was trained on other images and stays as it is: feature maps and their means.
/// </summary>
/// <remarks>
/// Spectra come preprocessed (cropped, normalised, on a logarithmic scale …). The field is the network's input as it is: on all channels
/// where the network has several. Immutable, deterministic, safe from many threads; the answers do not depend on the number of threads.
/// </remarks>
/// <example><code>
/// var own = SpectrumImageBase.Load("models/spectra-base", pointsPerSpectrum: 2631);
/// var known = own.Represent(new FeatureTable(spectra, 2631), threads: 4);
/// </code></example>
public sealed class SpectrumImageBase : IRepresentation
{
    private const int SpectraPerBatch = 8;
    private readonly FrozenImageNetwork _network;

    /// <summary>Puts a network behind the images of spectra.</summary>
    /// <param name="network">The network; of one channel, or of several that all get the same image.</param>
    /// <param name="image">The image.</param>
    /// <param name="pointsPerSpectrum">Points of a spectrum, at least the size of the image.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public SpectrumImageBase(FrozenImageNetwork network, SpectrumImageOptions image, int pointsPerSpectrum)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(image);
        image.Validate();
        if (pointsPerSpectrum < image.Size)
            throw new ArgumentException(
                Invariant($"Expected spectra of at least {image.Size} points for images of that size, got {pointsPerSpectrum}."),
                nameof(pointsPerSpectrum)
            );
        if (image.Channels > 1 && network.Architecture.InChannels != image.Channels)
            throw new ArgumentException(
                Invariant($"Expected a network of {image.Channels} channels for field and coordinates, got one of ")
                    + Invariant($"{network.Architecture.InChannels}."),
                nameof(network)
            );
        if (network.Padding != image.Padding)
            throw new ArgumentException($"Expected the padding of the network, {network.Padding}, got {image.Padding}.", nameof(image));
        (_network, Image, FeatureCount) = (network, image, pointsPerSpectrum);
    }

    /// <summary>How a spectrum becomes an image.</summary>
    public SpectrumImageOptions Image { get; }

    /// <summary>Points of a spectrum.</summary>
    public int FeatureCount { get; }

    /// <summary>Channels of the last maps, and so the number of their means.</summary>
    public int OutputCount => _network.FeatureCount;

    /// <summary>Reads a base of Debye's own: a folder with config.json, architecture.json and model.safetensors.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="pointsPerSpectrum">Points of a spectrum.</param>
    /// <param name="image">Another image than that of the training; null for that one.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged or newer.</exception>
    /// <exception cref="ArgumentException">A spectrum has fewer points than the image.</exception>
    public static SpectrumImageBase Load(string folder, int pointsPerSpectrum, SpectrumImageOptions? image = null)
    {
        ModelPackage.Open(folder, "spectra");
        image ??= SpectrumBaseConfig.Read(folder).Image;
        return Load(
            Path.Combine(folder, WeightFile.Name),
            Path.Combine(folder, SpectrumBaseConfig.ArchitectureName),
            pointsPerSpectrum,
            image
        );
    }

    /// <summary>Reads a base from a user's files, a MobileNet for example.</summary>
    /// <param name="weightPath">Weights (.safetensors), see <see cref="FrozenImageNetwork.Load"/>.</param>
    /// <param name="architecturePath">Layers (architecture.json).</param>
    /// <param name="pointsPerSpectrum">Points of a spectrum.</param>
    /// <param name="image">The image.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged, or the two do not fit.</exception>
    /// <exception cref="ArgumentException">A spectrum has fewer points than the image.</exception>
    public static SpectrumImageBase Load(string weightPath, string architecturePath, int pointsPerSpectrum, SpectrumImageOptions image)
    {
        ArgumentNullException.ThrowIfNull(image);
        image.Validate();
        return new SpectrumImageBase(FrozenImageNetwork.Load(weightPath, architecturePath, image.Padding), image, pointsPerSpectrum);
    }

    /// <inheritdoc/>
    public SampleTable Represent(FeatureTable table, int threads = 1)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        return Represent(SampleTable.From(table), threads);
    }

    /// <summary>Means of the last maps of every spectrum.</summary>
    /// <param name="spectra">Rows of <see cref="FeatureCount"/> values.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns>As many rows of <see cref="OutputCount"/> values.</returns>
    /// <exception cref="ArgumentException">The number of columns does not match.</exception>
    public SampleTable Represent(SampleTable spectra, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (spectra.Columns != FeatureCount)
            throw new ArgumentException(Invariant($"Expected spectra of {FeatureCount} points, got {spectra.Columns}."), nameof(spectra));
        var means = new double[spectra.Rows * OutputCount];
        var batches = (spectra.Rows + SpectraPerBatch - 1) / SpectraPerBatch;
        var next = -1;
        var workers = Enumerable
            .Range(0, Math.Min(threads, Math.Max(1, batches)))
            .Select(_ =>
                (Action)(
                    () =>
                    {
                        using var eye = new Eye(this);
                        for (var batch = Interlocked.Increment(ref next); batch < batches; batch = Interlocked.Increment(ref next))
                        {
                            var first = batch * SpectraPerBatch;
                            eye.Means(spectra, first, Math.Min(SpectraPerBatch, spectra.Rows - first), means.AsSpan(first * OutputCount));
                        }
                    }
                )
            )
            .ToArray();
        Parallel.Invoke(new ParallelOptions { MaxDegreeOfParallelism = threads }, workers);
        return new SampleTable(means, OutputCount);
    }

    /// <summary>The last feature maps of one spectrum: for explanations.</summary>
    /// <param name="spectrum"><see cref="FeatureCount"/> finite values.</param>
    /// <exception cref="ArgumentException">The length does not match, or a value is not finite.</exception>
    public SpectrumFeatureMaps Maps(ReadOnlySpan<double> spectrum)
    {
        SampleTable.RequireSample(spectrum, FeatureCount);
        using var eye = new Eye(this);
        return eye.Maps(spectrum);
    }

    /// <summary>Image and network with the buffers of one thread.</summary>
    private sealed class Eye : IDisposable
    {
        private readonly SpectrumImageBase _owner;
        private readonly CpuBackend _backend = new(1);
        private readonly Tape _tape;
        private readonly AngularField _field;
        private readonly float[] _pixels;

        public Eye(SpectrumImageBase owner)
        {
            _owner = owner;
            _tape = new Tape(_backend) { Recording = false };
            _pixels = new float[owner.Image.Size * owner.Image.Size];
            _field = new AngularField(owner.FeatureCount, new AngularFieldOptions { Size = owner.Image.Size, Kind = owner.Image.Field });
        }

        public void Means(SampleTable spectra, int first, int count, Span<double> destination)
        {
            var images = Empty(count);
            for (var i = 0; i < count; i++)
                Fill(spectra.Row(first + i), images, i);
            var means = Tensors.Images.GlobalMean(_tape, _owner._network.Maps(_tape, images)).Span;
            for (var i = 0; i < means.Length; i++)
                destination[i] = means[i];
            _tape.Reset();
        }

        public SpectrumFeatureMaps Maps(ReadOnlySpan<double> spectrum)
        {
            var image = Empty(1);
            Fill(spectrum, image, 0);
            var maps = _owner._network.Maps(_tape, image);
            return new SpectrumFeatureMaps(maps.Extent(1), maps.Extent(2), maps.Extent(3), maps.Span.ToArray());
        }

        public void Dispose() => _backend.Dispose();

        private Tensor Empty(int count) => _tape.Empty(count, _owner.Image.Size, _owner.Image.Size, _owner.Image.Channels);

        private void Fill(ReadOnlySpan<double> spectrum, Tensor images, int index)
        {
            _field.Fill(spectrum, _pixels);
            var length = images.Length / images.Extent(0);
            _owner.Image.Write(_pixels, images.Span.Slice(index * length, length));
        }
    }
}
