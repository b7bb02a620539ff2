using Debye.Learning.Training;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>
/// Images without end, two of each material one after the other, some materials of one instrument in a group; the class is the number of
/// the pair.
/// </summary>
/// <remarks>Line spectra come from a new instrument for each group, others from fixed materials.</remarks>
internal sealed class PairSource(PretrainingMaterials materials, SpectrumImageOptions image, double otherFieldShare, ulong seed)
    : IExampleSource
{
    /// <summary>Materials of a group.</summary>
    public const int Group = 16;

    private readonly IMaterialSpectra[] _fixed =
    [
        .. materials.Make(seed).Skip(materials.LineInstruments).Where(kind => kind.Materials >= Group),
    ];
    private readonly SpectrumImaging _imaging = new(image, otherFieldShare);

    public int FeatureLength => _imaging.FeatureLength;

    public IExampleMaker CreateMaker() => new Maker(this);

    private sealed class Maker(PairSource owner) : IExampleMaker
    {
        private readonly IMaterialMeasurement[] _fixed = [.. owner._fixed.Select(kind => kind.CreateMeasurement())];
        private readonly SpectrumImaging.Fields _fields = owner._imaging.CreateFields();
        private readonly int[] _chosen = new int[Group];
        private IMaterialMeasurement? _measurement;
        private long _group = -1;

        public int Make(long index, Span<float> features)
        {
            var (group, place) = Math.DivRem(index, 2 * Group);
            if (group != _group)
                Prepare(group);
            var random = new RandomSource(owner.SeedOfExamples, (ulong)index);
            _fields.Fill(_measurement!.Draw(_chosen[place / 2], ref random), ref random, features);
            return (int)(index / 2 % int.MaxValue);
        }

        private void Prepare(long group)
        {
            _group = group;
            var random = new RandomSource(owner.SeedOfGroups, (ulong)group);
            // A quarter of the groups are of the other techniques, each as often.
            var kind = _fixed.Length > 0 && random.NextBool(0.25) ? random.NextInt(_fixed.Length) : -1;
            _measurement = kind < 0 ? new LineSpectra(Group, ref random).CreateMeasurement() : _fixed[kind];
            var first = kind < 0 ? 0 : random.NextInt(owner._fixed[kind].Materials);
            for (var i = 0; i < Group; i++)
                _chosen[i] = kind < 0 ? i : (first + i) % owner._fixed[kind].Materials;
        }
    }

    private ulong SeedOfExamples => seed ^ 0xE8A3;

    private ulong SeedOfGroups => seed ^ 0x6409;
}
