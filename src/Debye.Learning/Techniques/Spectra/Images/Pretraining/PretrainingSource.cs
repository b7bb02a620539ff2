using Debye.Learning.Training;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>
/// Images of made-up materials without end; the class of an example is the number of its material. Behind the image stand the means of the
/// spectrum that it was made of.
/// </summary>
internal sealed class PretrainingSource(
    IReadOnlyList<IMaterialSpectra> materials,
    SpectrumImageOptions image,
    double otherFieldShare,
    ulong seed
) : IExampleSource
{
    private readonly int _count = materials.Sum(kind => kind.Materials);
    private readonly SpectrumImaging _imaging = new(image, otherFieldShare);

    public int FeatureLength => _imaging.FeatureLength;

    /// <summary>Numbers of an image.</summary>
    public int ImageLength => _imaging.ImageLength;

    public IExampleMaker CreateMaker() => new Maker(this, materials, seed);

    private sealed class Maker(PretrainingSource owner, IReadOnlyList<IMaterialSpectra> materials, ulong seed) : IExampleMaker
    {
        private readonly IMaterialMeasurement[] _measurements = [.. materials.Select(kind => kind.CreateMeasurement())];
        private readonly SpectrumImaging.Fields _fields = owner._imaging.CreateFields();

        public int Make(long index, Span<float> features)
        {
            var random = new RandomSource(seed, (ulong)index);
            var label = random.NextInt(owner._count);
            var (kind, material) = (0, label);
            for (; material >= materials[kind].Materials; kind++)
                material -= materials[kind].Materials;
            _fields.Fill(_measurements[kind].Draw(material, ref random), ref random, features);
            return label;
        }
    }
}
