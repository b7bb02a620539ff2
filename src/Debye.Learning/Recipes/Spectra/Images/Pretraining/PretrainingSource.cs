using Debye.Learning.Training;
using Debye.Numerics;
using Debye.Techniques.Spectra.Images;

namespace Debye.Learning.Recipes.Spectra.Images.Pretraining;

/// <summary>Images of made-up materials without end; the class of an example is the number of its material. Behind the image stand the means of the spectrum that it was made of.</summary>
internal sealed class PretrainingSource(IReadOnlyList<IMaterialSpectra> materials, SpectrumImageOptions image, double otherFieldShare, ulong seed) : IExampleSource
{
    private readonly int _count = materials.Sum(kind => kind.Materials);

    public int FeatureLength => ImageLength + image.Size;

    /// <summary>Numbers of an image.</summary>
    public int ImageLength => image.Size * image.Size * image.Channels;

    public IExampleMaker CreateMaker() => new Maker(this, materials, image, otherFieldShare, seed);

    private sealed class Maker(PretrainingSource owner, IReadOnlyList<IMaterialSpectra> materials, SpectrumImageOptions image, double otherFieldShare, ulong seed) : IExampleMaker
    {
        private readonly IMaterialMeasurement[] _measurements = [.. materials.Select(kind => kind.CreateMeasurement())];
        private readonly Dictionary<(int Length, AngularFieldKind Kind), AngularField> _fields = [];
        private readonly Dictionary<int, PiecewiseAggregation> _aggregations = [];
        private readonly float[] _pixels = new float[image.Size * image.Size];
        private readonly double[] _means = new double[image.Size];

        public int Make(long index, Span<float> features)
        {
            var random = new RandomSource(seed, (ulong)index);
            var label = random.NextInt(owner._count);
            var (kind, material) = (0, label);
            for (; material >= materials[kind].Materials; kind++) material -= materials[kind].Materials;
            var spectrum = _measurements[kind].Draw(material, ref random);
            var field = random.NextBool(otherFieldShare) ? 1 - image.Field : image.Field;
            if (!_fields.TryGetValue((spectrum.Length, field), out var chosen))
                _fields[(spectrum.Length, field)] = chosen = new AngularField(spectrum.Length, new AngularFieldOptions { Size = image.Size, Kind = field });
            chosen.Fill(spectrum, _pixels);
            image.Write(_pixels, features);
            FillMeans(spectrum, features[owner.ImageLength..]);
            return label;
        }

        /// <summary>Means of segments, brought to −1…1 as for the field.</summary>
        private void FillMeans(ReadOnlySpan<double> spectrum, Span<float> destination)
        {
            if (!_aggregations.TryGetValue(spectrum.Length, out var aggregation)) _aggregations[spectrum.Length] = aggregation = new PiecewiseAggregation(spectrum.Length, image.Size, overlapping: false);
            aggregation.Apply(spectrum, _means);
            double least = _means.Min(), most = _means.Max();
            for (var i = 0; i < _means.Length; i++) destination[i] = most > least ? (float)((2 * (_means[i] - least) / (most - least)) - 1) : -1;
        }
    }
}
