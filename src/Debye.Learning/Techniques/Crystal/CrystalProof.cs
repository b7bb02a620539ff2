using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Crystal;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Rock salt with displaced sites.</summary>
internal sealed class CrystalProof : TechniqueProof
{
    private const double LargestShift = 0.02;

    /// <inheritdoc/>
    public override double[] Simulate(ulong seed) =>
        [
            .. new CrystalGraphBuilder(CrystalOptions.Cgcnn)
                .Build(Rattled(seed))
                .DistancesAngstrom.ToArray()
                .Select(distance => (double)distance),
        ];

    /// <inheritdoc/>
    public override object Probe(ulong seed) => RockSalt.Structure;

    private static Structure Rattled(ulong seed)
    {
        var random = new RandomSource(seed);
        var sites = new List<Site>();
        foreach (var site in RockSalt.Structure.Sites)
        {
            var shift = new FractionalPosition(Shift(ref random), Shift(ref random), Shift(ref random));
            sites.Add(site with { Position = site.Position + shift });
        }

        return RockSalt.Structure with
        {
            Sites = [.. sites],
        };
    }

    private static double Shift(ref RandomSource random) => random.NextDouble(0, LargestShift);
}
