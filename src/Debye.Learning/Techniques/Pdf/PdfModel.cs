using System.Text.Json;
using Debye.Learning.Baselines;
using Debye.Learning.Calibration;
using Debye.Learning.Packages;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>A model of space groups from G(r), from its package: networks and known curves, pooled.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
public sealed class PdfModel : IDisposable
{
    private readonly CpuBackend _backend;
    private readonly Module[] _networks;
    private readonly int[] _shape;
    private readonly int _threads;

    private PdfModel(ModelConfig config, Module[] networks, PdfLibrary? known, PdfFusion fusion, int threads)
    {
        (Config, _networks, Fusion, _threads) = (config, networks, fusion, threads);
        _shape = config.Network is { } network ? [network.Length, network.Channels] : [PdfDataset.Points, 1];
        _backend = new CpuBackend(threads);
        Lookup = known is null ? null : new PdfLookup(known);
    }

    /// <summary>Its configuration.</summary>
    public ModelConfig Config { get; }

    /// <summary>How its sources are combined.</summary>
    public PdfFusion Fusion { get; }

    /// <summary>The known curves; null for a model without.</summary>
    public PdfLibrary? Known => Lookup?.Library;

    /// <summary>The search among the known curves and crystals; null for a model without.</summary>
    internal PdfLookup? Lookup { get; }

    /// <summary>Loads a model package.</summary>
    /// <param name="folder">The package.</param>
    /// <param name="threads">Threads of its arithmetic.</param>
    /// <exception cref="DataFormatException">It is missing, corrupted, too new, or for another technique.</exception>
    public static PdfModel Load(string folder, int threads = 1)
    {
        var header = ModelPackage.Open(folder, PdfModelPackage.Technique);
        var config = ModelConfig.Read(folder);
        if (
            config.Technique != PdfModelPackage.Technique
            || config.Task != PdfModelPackage.Task
            || config.Features != PdfModelPackage.Features
        )
            throw new DataFormatException(
                folder,
                0,
                $"a model of '{config.Technique}' for '{config.Task}' on '{config.Features}', expected "
                    + $"'{PdfModelPackage.Technique}' for '{PdfModelPackage.Task}' on '{PdfModelPackage.Features}'"
            );
        var (count, usesLibrary) = Parts(folder, config, header);
        var networks = new List<Module>();
        for (var k = 0; k < count; k++)
        {
            var network =
                config.TowerNetwork?.Build(new RandomStream(0), new RandomStream(0))
                ?? config.RequireNetwork(folder).Build(new RandomStream(0), new RandomStream(0));
            WeightFile.LoadInto(folder, network, PdfModelPackage.NetworkFile(k));
            networks.Add(network);
        }

        var known = usesLibrary ? PdfLibraryFile.Read(Path.Combine(folder, PdfModelPackage.LibraryFile)) : null;
        var fusion = ReadFusion(Path.Combine(folder, PdfModelPackage.FusionFile));
        if (
            fusion.Pool.Weights.Length != PdfSources.Names(networks.Count > 0, known is not null, known?.HasCrystals == true).Length
            || fusion.Pool.Biases.Length != config.Labels.Length
        )
            throw new DataFormatException(folder, 0, "the pool does not fit to the networks and known curves of the package");
        return new PdfModel(config, [.. networks], known, fusion, threads);
    }

    /// <summary>Calibrated class probabilities, row-major, curves × classes.</summary>
    /// <param name="curves">Curves of 209 values, 0…1.</param>
    /// <param name="report">Receives lines of progress; null for silence.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The number of columns does not match.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public float[] Probabilities(FeatureTable curves, Action<string>? report = null, CancellationToken cancellation = default) =>
        Judge(curves, isMeasured: false, report, cancellation).Probabilities;

    /// <summary>Probabilities with the refinements that they rest on (empty for a model without crystals).</summary>
    internal (float[] Probabilities, PdfCrystalFits[] Fits) Judge(
        FeatureTable curves,
        bool isMeasured,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Columns != PdfDataset.Points)
            throw new ArgumentException(Invariant($"Expected curves of {PdfDataset.Points} values, got {curves.Columns}."), nameof(curves));
        var (looked, fits) = Lookup?.Run(curves, isMeasured, _threads, report, cancellation) ?? ([], []);
        if (_networks.Length == 0)
            return (Fusion.Pool.Combine(looked), fits);
        var mean = new float[curves.Rows * Config.Labels.Length];
        foreach (var network in _networks)
        {
            var own = Fusion.Pool.Combine([PdfSources.Network(network, _backend, curves, _shape), .. looked]);
            for (var i = 0; i < mean.Length; i++)
                mean[i] += own[i] / _networks.Length;
        }

        return (mean, fits);
    }

    /// <inheritdoc/>
    public void Dispose() => _backend.Dispose();

    /// <summary>Networks and library of a package: those of its header or, in format 1, those that its recipe names.</summary>
    private static (int Networks, bool UsesLibrary) Parts(string folder, ModelConfig config, PackageHeader? header)
    {
        if (header is not null)
            return (header.Files.Count(file => file.Role == "weights"), header.Files.Any(file => file.Role == "library"));
        var recipe = PdfRecipe.Read(Path.Combine(folder, "recipe.json"));
        return (config.Kind == ModelKind.Network ? recipe.Networks : 0, recipe.UsesLibrary);
    }

    private static PdfFusion ReadFusion(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PdfFusion>(File.ReadAllText(path), RecipeFiles.Json)
                ?? throw new DataFormatException(path, 1, "expected a JSON object");
        }
        catch (Exception problem) when (problem is IOException or JsonException)
        {
            throw new DataFormatException(path, 0, problem.Message.Split(" Path:")[0], problem);
        }
    }
}
