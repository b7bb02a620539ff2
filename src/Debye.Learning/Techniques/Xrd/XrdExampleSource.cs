using System.Collections.Immutable;
using System.Globalization;
using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Learning.Training;
using Debye.Numerics;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Fresh powder patterns without end: crystal, reflections, imperfections, features.</summary>
/// <remarks>The class of an example is its space-group number less one.</remarks>
public sealed class XrdExampleSource : IExampleSource
{
    private const int MaxTries = 1000;
    private readonly XrdRecipe _recipe;
    private readonly CrystalSampler _sampler;
    private readonly ImmutableArray<AsymmetricStructure>[] _known;
    private readonly int[] _knownGroups;
    private readonly DiscreteDistribution? _knownWeights;
    private readonly int[] _syntheticGroups;
    private readonly DiscreteDistribution _syntheticWeights;
    private readonly ulong _seed;

    /// <summary>Creates a source.</summary>
    /// <param name="recipe">Where examples come from.</param>
    /// <param name="statistics">Statistics of synthetic crystals.</param>
    /// <param name="known">Known crystals to vary; may be empty.</param>
    /// <param name="seed">Seed of the series; training and validation take different ones.</param>
    public XrdExampleSource(XrdRecipe recipe, CrystalStatistics statistics, IEnumerable<AsymmetricStructure> known, ulong seed)
    {
        (_recipe, _seed) = (recipe, seed);
        _sampler = new CrystalSampler(statistics, recipe.Sampler);
        var byGroup = known.GroupBy(crystal => crystal.Setting.SpaceGroupNumber).OrderBy(group => group.Key).ToArray();
        _knownGroups = [.. byGroup.Select(group => group.Key)];
        _known = [.. byGroup.Select(group => group.ToImmutableArray())];
        if (byGroup.Length > 0)
            _knownWeights = new DiscreteDistribution(_known.Select(group => Math.Pow(group.Length, recipe.GroupPower)));
        _syntheticGroups = [.. _sampler.SpaceGroupNumbers];
        _syntheticWeights = new DiscreteDistribution(
            _syntheticGroups.Select(number => Math.Pow(statistics.Count[number.ToString(CultureInfo.InvariantCulture)], recipe.GroupPower))
        );
    }

    /// <inheritdoc/>
    public int FeatureLength => _recipe.Network.Length;

    /// <inheritdoc/>
    public IExampleMaker CreateMaker() => new Maker(this);

    private AsymmetricStructure DrawCrystal(ref RandomSource random)
    {
        if (_knownWeights is not null && random.NextBool(_recipe.StructureShare))
        {
            var group = _known[_knownWeights.Draw(ref random)];
            return CrystalVariation.Draw(group[random.NextInt(group.Length)], _recipe.Variation, ref random);
        }

        for (var t = 0; t < MaxTries; t++)
        {
            var number = _syntheticGroups[_syntheticWeights.Draw(ref random)];
            if (_sampler.Sample(number, ref random).Crystal is { } crystal)
                return crystal;
        }

        throw new InvalidOperationException(
            $"No synthetic crystal was accepted in {MaxTries} draws: the statistics and the sampler's limits do not fit together."
        );
    }

    private sealed class Maker : IExampleMaker
    {
        private const double MinInverseD = 0.0560;
        private const double MaxInverseD = 0.9200;
        private static readonly XrdGrid Grid = XrdGrid.TwoTheta(XrdFeatures.FirstTwoThetaDegrees, 90, XrdFeatures.AngularPoints);
        private readonly XrdExampleSource _source;
        private readonly XrdEngine _engine = new(new XrdScatterers());
        private readonly XrdRenderer _single = new();
        private readonly XrdRenderer _doublet = new(new XrdOptions { SecondWavelengthAngstrom = XrdTables.WavelengthAngstrom("CuKa2") });
        private readonly float[] _pattern = new float[XrdFeatures.AngularPoints];
        private XrdSite[] _sites = new XrdSite[64];

        public Maker(XrdExampleSource source) => _source = source;

        public int Make(long index, Span<float> features)
        {
            var random = new RandomSource(_source._seed, (ulong)index);
            for (var t = 0; t < MaxTries; t++)
            {
                var crystal = _source.DrawCrystal(ref random);
                if (Render(crystal, ref random) && ToFeatures(ref random, features))
                    return crystal.Setting.SpaceGroupNumber - 1;
            }

            throw new InvalidOperationException(
                $"No pattern with peaks came out of {MaxTries} crystals: check the recipe's imperfections."
            );
        }

        private bool Render(AsymmetricStructure crystal, ref RandomSource random)
        {
            var imperfections = XrdImperfections.Draw(_source._recipe.Imperfections, ref random);
            var renderer = random.NextBool(0.5) ? _doublet : _single;
            renderer.Clear();
            Add(renderer, crystal, imperfections, ref random);
            if (renderer.Count == 0)
                return false;
            if (imperfections.ImpurityShare > 0)
            {
                renderer.BeginImpurity();
                Add(renderer, _source.DrawCrystal(ref random), new XrdImperfections(), ref random);
            }

            renderer.Render(Grid, imperfections, ref random, _pattern);
            return true;
        }

        private void Add(XrdRenderer renderer, AsymmetricStructure crystal, XrdImperfections imperfections, ref RandomSource random)
        {
            var setting = crystal.Setting;
            var symmetry = ReflectionSymmetry.Of(setting);
            if (crystal.Sites.Length > _sites.Length)
                _sites = new XrdSite[crystal.Sites.Length];
            var uiso = Math.Exp(random.NextDouble(Math.Log(0.003), Math.Log(0.03)));
            for (var i = 0; i < crystal.Sites.Length; i++)
            {
                var site = crystal.Sites[i];
                var own = uiso * random.NextDouble(0.6, 1.6) * (site.Species.AtomicNumber == 1 ? 2 : 1);
                _sites[i] = new XrdSite(_engine.Scatterers.IndexOf(site.Species), site.Position, site.Occupancy, own);
            }

            var reflections = _engine.Compute(crystal.Lattice, symmetry, _sites.AsSpan(0, crystal.Sites.Length), MinInverseD, MaxInverseD);
            var texture =
                imperfections.TextureAxis is { } axis && imperfections.March != 1
                    ? new XrdTexture(axis, imperfections.March, crystal.Lattice, symmetry)
                    : null;
            renderer.Add(reflections, texture);
        }

        private bool ToFeatures(ref RandomSource random, Span<float> features)
        {
            int first = 0,
                last = XrdFeatures.AngularPoints - 1;
            if (random.NextBool(_source._recipe.CropProbability))
            {
                first = (int)(random.NextDouble(0, 15) / XrdFeatures.StepTwoThetaDegrees);
                last -= (int)(random.NextDouble(0, 30) / XrdFeatures.StepTwoThetaDegrees);
            }

            return XrdFeatures.TryFromGrid(_pattern, first, last, features);
        }
    }
}
