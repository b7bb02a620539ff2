using Debye.Learning.Training;
using Debye.Numerics;
using Debye.Techniques.Spectra.Images;

namespace Debye.Learning.Recipes.Spectra.Images.Pretraining;

/// <summary>Images of made-up materials without end; the class of an example is the number of its material.</summary>
internal sealed class PretrainingSource(IReadOnlyList<IMaterialSpectra> materials, SpectrumImageOptions image, double otherFieldShare, ulong seed) : IExampleSource
{
    private readonly int _count = materials.Sum(kind => kind.Materials);

    public int FeatureLength => image.Size * image.Size;

    public IExampleMaker CreateMaker() => new Maker(this, materials, image, otherFieldShare, seed);

    private sealed class Maker(PretrainingSource owner, IReadOnlyList<IMaterialSpectra> materials, SpectrumImageOptions image, double otherFieldShare, ulong seed) : IExampleMaker
    {
        private readonly IMaterialMeasurement[] _measurements = [.. materials.Select(kind => kind.CreateMeasurement())];
        private readonly Dictionary<(int Length, AngularFieldKind Kind), AngularField> _fields = [];

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
            chosen.Fill(spectrum, features);
            return label;
        }
    }
}
