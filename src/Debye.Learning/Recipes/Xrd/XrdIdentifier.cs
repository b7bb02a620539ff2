using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Learning.Calibration;
using Debye.Learning.Models;
using Debye.Learning.Training;
using Debye.Spectra;
using Debye.Techniques.Xrd;
using Debye.Techniques.Xrd.Library;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Recipes.Xrd;

/// <summary>Identifies powder patterns with a network and, where there is one, a library of known crystals.</summary>
/// <remarks>Not thread-safe: one identifier per thread, or one after another.</remarks>
public sealed class XrdIdentifier : IDisposable
{
    private readonly ModelConfig _config;
    private readonly Module _network;
    private readonly CpuBackend _backend;
    private readonly ConformalSets? _conformal;

    private XrdIdentifier(string name, ModelConfig config, Module network, CpuBackend backend, XrdLibrary? library)
    {
        (Name, _config, _network, _backend, Library) = (name, config, network, backend, library);
        _conformal = config.ConformalScores.Length > 0 ? new ConformalSets(config.ConformalScores) : null;
    }

    /// <summary>Name of the model package.</summary>
    public string Name { get; }

    /// <summary>The library searched; null for none.</summary>
    public XrdLibrary? Library { get; }

    /// <summary>Loads a model package and, if named, a library.</summary>
    /// <param name="modelFolder">Folder of the package.</param>
    /// <param name="libraryFile">Library file; null for none.</param>
    /// <param name="threads">Threads of the network's arithmetic.</param>
    /// <exception cref="DataFormatException">Package or library is missing, corrupted or too new.</exception>
    public static XrdIdentifier Load(string modelFolder, string? libraryFile = null, int threads = 1)
    {
        var config = ModelConfig.Read(modelFolder);
        if (config.Technique != "xrd" || config.Features != XrdModelPackage.FeaturePipeline)
            throw new DataFormatException(modelFolder, 0, $"a model for '{config.Technique}' with features '{config.Features}', expected 'xrd' with '{XrdModelPackage.FeaturePipeline}'");
        var network = config.Network.Build(new RandomStream(0), new RandomStream(0));
        try
        {
            SafeTensors.LoadInto(SafeTensors.Read(Path.Combine(modelFolder, "model.safetensors")), network);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or ArgumentException or KeyNotFoundException)
        {
            throw new DataFormatException(Path.Combine(modelFolder, "model.safetensors"), 0, problem.Message, problem);
        }

        var library = libraryFile is null ? null : XrdLibrary.Read(libraryFile);
        return new XrdIdentifier(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(modelFolder))), config, network, new CpuBackend(threads), library);
    }

    /// <summary>Identifies a pattern.</summary>
    /// <param name="pattern">The measured pattern.</param>
    /// <param name="input">Name of the input for the answer.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The pattern is too short or empty, or an option is out of range.</exception>
    public XrdIdentification Identify(Spectrum pattern, string input, XrdIdentifyOptions options)
    {
        options.Validate();
        var wavelength = options.WavelengthAngstrom ?? pattern.WavelengthAngstrom ?? XrdFeatures.ReferenceWavelengthAngstrom;
        var probabilities = NetworkProbabilities(pattern, wavelength);
        var phases = ImmutableArray<LibraryMatch>.Empty;
        if (Library is not null)
        {
            phases = Library.Search(XrdFeatures.FromPattern(pattern, wavelength, XrdLibrary.GridPoints), new LibrarySearchOptions { Threads = options.Threads });
            probabilities = XrdFusion.Combine(probabilities, phases);
        }

        return Answer(probabilities, phases, input, wavelength, options);
    }

    /// <summary>Calibrated probabilities of the 230 space groups from the network alone.</summary>
    public float[] NetworkProbabilities(Spectrum pattern, double wavelengthAngstrom)
    {
        var features = XrdFeatures.FromPattern(pattern, wavelengthAngstrom, _config.Network.Length);
        var logits = Trainer.Predict(_network, _backend, features.Values, 1, [_config.Network.Length, _config.Network.Channels]);
        var probabilities = new float[logits.Length];
        TemperatureScaling.Apply(logits, logits.Length, _config.Temperature, probabilities);
        return probabilities;
    }

    /// <inheritdoc/>
    public void Dispose() => _backend.Dispose();

    private XrdIdentification Answer(float[] probabilities, ImmutableArray<LibraryMatch> phases, string input, double wavelength, XrdIdentifyOptions options)
    {
        var candidates = Enumerable.Range(1, 230).Select(number => new Candidate(number.ToString(), SpaceGroups.Default(number).Symbol, probabilities[number - 1]))
            .OrderByDescending(candidate => candidate.Probability).ToImmutableArray();
        var systems = SumBy(number => SpaceGroups.SystemOf(number).ToString().ToLowerInvariant(), label => label, probabilities);
        var extinctions = SumBy(number => ExtinctionGroups.Of(number).ToString(), label => ExtinctionGroups.Symbol(int.Parse(label)), probabilities);
        var set = _conformal?.Predict(probabilities, options.Coverage).Select(index => (index + 1).ToString()) ?? [candidates[0].Label];
        return new XrdIdentification
        {
            Input = input,
            Model = Name,
            Candidates = candidates[..options.Top],
            PredictionSet = [.. set],
            Coverage = options.Coverage,
            IsUnknown = candidates[0].Probability < _config.UnknownBelow,
            CrystalSystem = systems,
            ExtinctionGroup = extinctions.Length > options.Top ? extinctions[..options.Top] : extinctions,
            Phases = phases.Length > options.Top ? phases[..options.Top] : phases,
            WavelengthAngstrom = wavelength,
        };
    }

    private static ImmutableArray<Candidate> SumBy(Func<int, string> labelOf, Func<string, string> nameOf, float[] probabilities) =>
        [.. Enumerable.Range(1, 230).GroupBy(labelOf)
            .Select(group => new Candidate(group.Key, nameOf(group.Key), group.Sum(number => (double)probabilities[number - 1])))
            .OrderByDescending(candidate => candidate.Probability)];
}
