using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Learning.Training;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// Fresh pair distribution functions without end: known crystals as they are, varied ones, synthetic ones, each measured anew.
/// </summary>
public sealed class PdfExampleSource : IExampleSource
{
    private const int MaxTries = 1000;
    private const ulong InstrumentStream = 0x1257_0;
    private readonly PdfExampleOptions _options;
    private readonly ImmutableArray<int> _classes;
    private readonly ImmutableArray<AsymmetricStructure> _known;
    private readonly CrystalSampler? _sampler;
    private readonly DiscreteDistribution _weights;
    private readonly PdfInstruments _instruments;
    private readonly ulong _seed;

    /// <summary>Creates a source.</summary>
    /// <param name="options">Where examples come from.</param>
    /// <param name="known">Known crystals, all of the space groups below; at least one.</param>
    /// <param name="classes">Space groups in the order of the class numbers.</param>
    /// <param name="seed">Seed of the series.</param>
    public PdfExampleSource(PdfExampleOptions options, IReadOnlyCollection<AsymmetricStructure> known, IEnumerable<int> classes, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _seed) = (options, seed);
        _classes = [.. classes];
        _known = [.. known];
        if (_known.IsEmpty)
            throw new ArgumentException("Expected at least one known crystal.", nameof(known));
        if (_known.Any(crystal => !_classes.Contains(crystal.Setting.SpaceGroupNumber)))
            throw new ArgumentException("Expected crystals of the given space groups only.", nameof(known));
        _weights = new DiscreteDistribution(
            _classes.Select(number => (double)_known.Count(crystal => crystal.Setting.SpaceGroupNumber == number))
        );
        _instruments = PdfInstruments.Make(options.Measurement, seed ^ InstrumentStream);
        if (options.SyntheticShare == 0)
            return;
        var builder = new StatisticsBuilder();
        foreach (var crystal in _known)
            builder.Add(crystal);
        _sampler = new CrystalSampler(builder.Build("counted over the known crystals of the recipe"), options.Sampler);
    }

    /// <inheritdoc/>
    public int FeatureLength => PdfDataset.Points;

    /// <inheritdoc/>
    public IExampleMaker CreateMaker() => new Maker(this);

    private AsymmetricStructure DrawCrystal(ref RandomSource random)
    {
        var share = random.NextDouble();
        if (_sampler is not null && share < _options.SyntheticShare)
            return DrawSynthetic(ref random);
        var known = _known[random.NextInt(_known.Length)];
        return share < _options.SyntheticShare + _options.VariedShare
            ? CrystalVariation.Draw(known, _options.Variation, ref random)
            : known;
    }

    private AsymmetricStructure DrawSynthetic(ref RandomSource random)
    {
        for (var t = 0; t < MaxTries; t++)
            if (_sampler!.Sample(_classes[_weights.Draw(ref random)], ref random).Crystal is { } crystal)
                return crystal;
        throw new InvalidOperationException(
            $"No synthetic crystal was accepted in {MaxTries} draws: the statistics and the sampler's limits do not fit together."
        );
    }

    private sealed class Maker(PdfExampleSource source) : IExampleMaker
    {
        private readonly PdfCurveMaker _curves = new(source._instruments, source._options.Measurement);

        public int Make(long index, Span<float> features)
        {
            var random = new RandomSource(source._seed, (ulong)index);
            var crystal = source.DrawCrystal(ref random);
            _curves.Draw(crystal, ref random, features);
            return source._classes.IndexOf(crystal.Setting.SpaceGroupNumber);
        }
    }
}
