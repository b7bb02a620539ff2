using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Learning.Training;
using Debye.Numerics;

namespace Debye.Learning.Recipes.Pdf;

/// <summary>Fresh pair distribution functions without end: known crystals as they are, varied ones, synthetic ones, each measured anew.</summary>
public sealed class PdfExampleSource : IExampleSource
{
    private const int MaxTries = 1000;
    private readonly PdfExampleOptions _options;
    private readonly ImmutableArray<int> _classes;
    private readonly ImmutableArray<AsymmetricStructure> _known;
    private readonly CrystalSampler? _sampler;
    private readonly DiscreteDistribution _weights;
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
        if (_known.IsEmpty) throw new ArgumentException("Expected at least one known crystal.", nameof(known));
        if (_known.Any(crystal => !_classes.Contains(crystal.Setting.SpaceGroupNumber))) throw new ArgumentException("Expected crystals of the given space groups only.", nameof(known));
        _weights = new DiscreteDistribution(_classes.Select(number => (double)_known.Count(crystal => crystal.Setting.SpaceGroupNumber == number)));
        if (options.SyntheticShare == 0) return;
        var builder = new StatisticsBuilder();
        foreach (var crystal in _known) builder.Add(crystal);
        _sampler = new CrystalSampler(builder.Build("counted over the known crystals of the recipe"), options.Sampler);
    }

    /// <inheritdoc/>
    public int FeatureLength => PdfDataset.Points;

    /// <inheritdoc/>
    public IExampleMaker CreateMaker() => new Maker(this);

    private AsymmetricStructure DrawCrystal(ref RandomSource random)
    {
        var share = random.NextDouble();
        if (_sampler is not null && share < _options.SyntheticShare) return DrawSynthetic(ref random);
        var known = _known[random.NextInt(_known.Length)];
        return share < _options.SyntheticShare + _options.VariedShare ? CrystalVariation.Draw(known, _options.Variation, ref random) : known;
    }

    private AsymmetricStructure DrawSynthetic(ref RandomSource random)
    {
        for (var t = 0; t < MaxTries; t++)
            if (_sampler!.Sample(_classes[_weights.Draw(ref random)], ref random).Crystal is { } crystal) return crystal;
        throw new InvalidOperationException($"No synthetic crystal was accepted in {MaxTries} draws: the statistics and the sampler's limits do not fit together.");
    }

    /// <summary>Several curves of each crystal follow each other in the series, so that its pairs are gathered once.</summary>
    private sealed class Maker(PdfExampleSource source) : IExampleMaker
    {
        private readonly PdfCurveMaker _curves = new(source._options.Measurement);
        private long _loaded = -1;
        private int _label;

        public int Make(long index, Span<float> features)
        {
            var (crystal, turn) = Math.DivRem(index, source._options.CurvesPerCrystal);
            if (crystal != _loaded) Load(crystal);
            var random = new RandomSource(source._seed + 1 + (ulong)turn, (ulong)crystal);
            _curves.Draw(source._options.Measurement.Draw(ref random), ref random, features);
            return _label;
        }

        private void Load(long number)
        {
            var random = new RandomSource(source._seed, (ulong)number);
            var crystal = source.DrawCrystal(ref random);
            _curves.Load(crystal);
            (_loaded, _label) = (number, source._classes.IndexOf(crystal.Setting.SpaceGroupNumber));
        }
    }
}
