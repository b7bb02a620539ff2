using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Numerics;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>Powder patterns of synthetic crystals, with the imperfections of a laboratory, on a logarithmic or a root scale.</summary>
internal sealed class DiffractionSpectra : IMaterialSpectra
{
    private const double LeastInverseD = 0.0560;
    private const double MostInverseD = 0.9200;
    private const double LeastShare = 1e-3;
    private readonly AsymmetricStructure[] _crystals;

    /// <param name="crystals">How many crystals.</param>
    /// <param name="random">Decides them.</param>
    public DiffractionSpectra(int crystals, ref RandomSource random) => _crystals = SyntheticCrystals.Draw(crystals, ref random);

    public int Materials => _crystals.Length;

    public IMaterialMeasurement CreateMeasurement() => new Measurement(_crystals);

    private sealed class Measurement(AsymmetricStructure[] crystals) : IMaterialMeasurement
    {
        private static readonly XrdGrid Grid = XrdGrid.TwoTheta(XrdFeatures.FirstTwoThetaDegrees, 90, 2200);
        private static readonly XrdImperfectionRanges Ranges = new()
        {
            ImpurityProbability = 0,
            SubtractedProbability = 0,
            NoiseProbability = 1,
        };
        private readonly XrdEngine _engine = new(new XrdScatterers());
        private readonly XrdRenderer _renderer = new();
        private readonly float[] _pattern = new float[2200];
        private readonly double[] _values = new double[2200];

        public ReadOnlySpan<double> Draw(int material, ref RandomSource random)
        {
            var crystal = crystals[material];
            var imperfections = XrdImperfections.Draw(Ranges, ref random);
            _renderer.Clear();
            var reflections = _engine.Compute(crystal, LeastInverseD, MostInverseD, LineInstrument.DrawLog(ref random, 0.003, 0.03));
            var texture =
                imperfections.TextureAxis is { } axis && imperfections.March != 1
                    ? new XrdTexture(axis, imperfections.March, crystal.Lattice, ReflectionSymmetry.Of(crystal.Setting))
                    : null;
            _renderer.Add(reflections, texture);
            _renderer.Render(Grid, imperfections, ref random, _pattern);
            var most = Math.Max(1e-12, System.Numerics.Tensors.TensorPrimitives.Max<float>(_pattern));
            for (var i = 0; i < _values.Length; i++)
            {
                var share = Math.Max(LeastShare, _pattern[i] / most);
                _values[i] = material % 2 == 0 ? Math.Log(share) : Math.Sqrt(share);
            }

            return _values;
        }
    }
}

/// <summary>Crystals by the statistics that ship with Debye.</summary>
internal static class SyntheticCrystals
{
    /// <summary>Draws small crystals.</summary>
    public static AsymmetricStructure[] Draw(int count, ref RandomSource random)
    {
        if (count == 0)
            return [];
        var sampler = new CrystalSampler(CrystalStatistics.Bundled, new CrystalSamplerOptions { MaxVolumeAngstrom3 = 1200, MaxAtoms = 80 });
        var crystals = new AsymmetricStructure[count];
        for (var i = 0; i < count; )
            if (sampler.Sample(sampler.DrawSpaceGroup(ref random), ref random).Crystal is { } crystal)
                crystals[i++] = crystal;
        return crystals;
    }
}
