using Debye.Numerics;
using Debye.Techniques.Spectra.Images;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>From a made-up spectrum to an example: its image, and behind it the means of the spectrum's segments.</summary>
internal sealed class SpectrumImaging(SpectrumImageOptions image, double otherFieldShare)
{
    /// <summary>Numbers of an image.</summary>
    public int ImageLength => image.Size * image.Size * image.Channels;

    /// <summary>Numbers of an example.</summary>
    public int FeatureLength => ImageLength + image.Size;

    /// <summary>Buffers of one thread.</summary>
    public Fields CreateFields() => new(this, image, otherFieldShare);

    /// <summary>Makes images on one thread.</summary>
    internal sealed class Fields(SpectrumImaging owner, SpectrumImageOptions image, double otherFieldShare)
    {
        private readonly Dictionary<(int Length, AngularFieldKind Kind), AngularField> _fields = [];
        private readonly Dictionary<int, PiecewiseAggregation> _aggregations = [];
        private readonly float[] _pixels = new float[image.Size * image.Size];
        private readonly double[] _means = new double[image.Size];

        /// <summary>Writes an example.</summary>
        public void Fill(ReadOnlySpan<double> spectrum, ref RandomSource random, Span<float> features)
        {
            var field = random.NextBool(otherFieldShare) ? 1 - image.Field : image.Field;
            if (!_fields.TryGetValue((spectrum.Length, field), out var chosen))
                _fields[(spectrum.Length, field)] = chosen = new AngularField(
                    spectrum.Length,
                    new AngularFieldOptions { Size = image.Size, Kind = field }
                );
            chosen.Fill(spectrum, _pixels);
            image.Write(_pixels, features);
            FillMeans(spectrum, features[owner.ImageLength..]);
        }

        /// <summary>Means of segments, brought to −1…1 as for the field.</summary>
        private void FillMeans(ReadOnlySpan<double> spectrum, Span<float> destination)
        {
            if (!_aggregations.TryGetValue(spectrum.Length, out var aggregation))
                _aggregations[spectrum.Length] = aggregation = new PiecewiseAggregation(spectrum.Length, image.Size, overlapping: false);
            aggregation.Apply(spectrum, _means);
            double least = _means.Min(),
                most = _means.Max();
            for (var i = 0; i < _means.Length; i++)
                destination[i] = most > least ? (float)((2 * (_means[i] - least) / (most - least)) - 1) : -1;
        }
    }
}
