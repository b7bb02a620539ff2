using System.Collections.Immutable;
using System.Globalization;
using Debye.Crystals;
using Debye.Learning.Answers;
using Debye.Learning.Calibration;
using Debye.Learning.Packages;
using Debye.Learning.Training;
using Debye.Spectra;
using Debye.Techniques.Xrd;
using Debye.Techniques.Xrd.Library;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Identifies powder patterns with a network and, where there is one, a library of known crystals.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
public sealed class XrdIdentifier : IDisposable
{
    /// <summary>Shifts on the ln Q grid, in steps: cells up to 0.8 % smaller and larger.</summary>
    private static readonly int[] Shifts = [0, -6, -4, -2, 2, 4, 6];

    private readonly ModelConfig _config;
    private readonly Module _network;
    private readonly CpuBackend _backend;
    private readonly XrdFusion _fusion;
    private readonly ConformalSets? _conformal;
    private readonly double _unknownBelow;

    private XrdIdentifier(string name, ModelConfig config, Module network, CpuBackend backend, XrdLibrary? library, XrdFusion fusion)
    {
        (Name, _config, _network, _backend, Library) = (name, config, network, backend, library);
        _fusion = fusion;
        var scores = library is null ? config.ConformalScores : fusion.ConformalScores;
        _conformal = scores.Length > 0 ? new ConformalSets(scores) : null;
        _unknownBelow = library is null ? config.UnknownBelow : fusion.UnknownBelow;
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
        ModelPackage.Open(modelFolder, "xrd");
        var config = ModelConfig.Read(modelFolder);
        if (config.Technique != "xrd" || config.Features != XrdModelPackage.FeaturePipeline)
            throw new DataFormatException(
                modelFolder,
                0,
                $"a model for '{config.Technique}' with features '{config.Features}', expected 'xrd' with "
                    + $"'{XrdModelPackage.FeaturePipeline}'"
            );
        var network = config.RequireNetwork(modelFolder).Build(new RandomStream(0), new RandomStream(0));
        WeightFile.LoadInto(modelFolder, network);
        var library = libraryFile is null ? null : XrdLibrary.Read(libraryFile);
        return new XrdIdentifier(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(modelFolder))),
            config,
            network,
            new CpuBackend(threads),
            library,
            XrdModelPackage.ReadFusion(modelFolder)
        );
    }

    /// <summary>Identifies a pattern.</summary>
    /// <param name="pattern">The measured pattern.</param>
    /// <param name="input">Name of the input for the answer.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The pattern is too short or empty, or an option is out of range.</exception>
    public XrdAnswer Identify(Spectrum pattern, string input, XrdIdentifyOptions options)
    {
        options.Validate();
        var wavelength = options.WavelengthAngstrom ?? pattern.WavelengthAngstrom ?? XrdFeatures.ReferenceWavelengthAngstrom;
        var evidence = Evidence(pattern, wavelength, options.Threads);
        return Answer(_fusion.Combine(evidence), _fusion.Rank(evidence.Matches), input, wavelength, options);
    }

    /// <summary>What network and library say of a pattern, not yet combined.</summary>
    public XrdEvidence Evidence(Spectrum pattern, double wavelengthAngstrom, int threads)
    {
        var network = NetworkProbabilities(pattern, wavelengthAngstrom);
        if (Library is null)
            return new XrdEvidence(network, []);
        var features = XrdFeatures.FromPattern(pattern, wavelengthAngstrom, XrdLibrary.GridPoints);
        return new XrdEvidence(network, Library.Search(features, new LibrarySearchOptions { Threads = threads }));
    }

    /// <summary>Calibrated probabilities of the 230 space groups from the network alone, averaged over slightly scaled copies.</summary>
    public float[] NetworkProbabilities(Spectrum pattern, double wavelengthAngstrom)
    {
        var length = _config.Network!.Length;
        var values = XrdFeatures.FromPattern(pattern, wavelengthAngstrom, length).Values;
        var copies = new float[Shifts.Length * length];
        for (var s = 0; s < Shifts.Length; s++)
        for (var i = Math.Max(0, Shifts[s]); i < Math.Min(length, length + Shifts[s]); i++)
            copies[s * length + i] = values[i - Shifts[s]];
        var logits = Trainer.Predict(_network, _backend, copies, Shifts.Length, [length, _config.Network.Channels]);
        var classes = logits.Length / Shifts.Length;
        var each = new float[logits.Length];
        TemperatureScaling.Apply(logits, classes, _config.Temperature, each);
        var mean = new float[classes];
        for (var i = 0; i < each.Length; i++)
            mean[i % classes] += each[i] / Shifts.Length;
        return mean;
    }

    /// <inheritdoc/>
    public void Dispose() => _backend.Dispose();

    private XrdAnswer Answer(
        float[] probabilities,
        ImmutableArray<LibraryMatch> phases,
        string input,
        double wavelength,
        XrdIdentifyOptions options
    )
    {
        var candidates = Enumerable
            .Range(1, 230)
            .Select(number => new Candidate(
                number.ToString(CultureInfo.InvariantCulture),
                SpaceGroups.Default(number).Symbol,
                probabilities[number - 1]
            ))
            .OrderByDescending(candidate => candidate.Probability)
            .ToImmutableArray();
        var systems = SumBy(number => SpaceGroups.SystemOf(number).ToString().ToLowerInvariant(), label => label, probabilities);
        var extinctions = SumBy(
            number => ExtinctionGroups.Of(number).ToString(CultureInfo.InvariantCulture),
            label => ExtinctionGroups.Symbol(int.Parse(label, CultureInfo.InvariantCulture)),
            probabilities
        );
        var set = _conformal?.Predict(probabilities, options.Coverage) ?? ConformalSets.Uncalibrated(probabilities, options.Coverage);
        var isUnknown = candidates[0].Probability < _unknownBelow;
        return new XrdAnswer
        {
            Input = input,
            Model = Name,
            Candidates = candidates[..options.Top],
            PredictionSet = [.. set.Select(index => (index + 1).ToString(CultureInfo.InvariantCulture))],
            Coverage = options.Coverage,
            IsUnknown = isUnknown,
            Because = isUnknown ? "like nothing the model knows" : null,
            CrystalSystem = systems,
            ExtinctionGroup = extinctions.Length > options.Top ? extinctions[..options.Top] : extinctions,
            Phases = options.Top < 230 && phases.Length > options.Top ? phases[..options.Top] : phases,
            WavelengthAngstrom = wavelength,
            Notes =
                _fusion.IsDefault && Library is not null
                    ? ["The package has no fusion.json: network and library are combined by default weights."]
                    : [],
        };
    }

    private static ImmutableArray<Candidate> SumBy(Func<int, string> labelOf, Func<string, string> nameOf, float[] probabilities) =>
        [
            .. Enumerable
                .Range(1, 230)
                .GroupBy(labelOf)
                .Select(group => new Candidate(group.Key, nameOf(group.Key), group.Sum(number => (double)probabilities[number - 1])))
                .OrderByDescending(candidate => candidate.Probability),
        ];
}
