using Debye.Crystals;
using Debye.Crystals.Sampling;

namespace Debye.Tests.Crystals;

public sealed class CrystalSamplerTests
{
    private static CrystalSampler Sampler() => new(CrystalStatistics.Bundled);

    [Fact]
    public void Sample_SameSeedAndIndex_GivesSameCrystalOnAnyThread()
    {
        var sampler = Sampler();
        var serial = Enumerable
            .Range(0, 64)
            .Select(i => sampler.Sample(62, 7, i).Crystal!.Expand())
            .Select(StructureJsonLines.Format)
            .ToArray();
        var parallel = new string[64];
        Parallel.For(0, 64, i => parallel[63 - i] = StructureJsonLines.Format(sampler.Sample(62, 7, 63 - i).Crystal!.Expand()));
        parallel.ShouldBe(serial);
    }

    [Fact]
    public void Sample_EverySpaceGroupOfTheStatistics_KeepsDistancesAndCell()
    {
        var sampler = Sampler();
        foreach (var number in sampler.SpaceGroupNumbers)
        {
            var result = sampler.Sample(number, 3, 0);
            if (result.Crystal is not { } crystal)
            {
                result.LastFailure.ShouldNotBe(SamplingFailure.None);
                continue;
            }

            var structure = crystal.Expand();
            structure.Lattice.VolumeAngstrom3.ShouldBeLessThanOrEqualTo(7000);
            structure.Sites.Length.ShouldBe(crystal.AtomCount);
            ShortestContact(structure).ShouldBeGreaterThan(0.72 - 1e-9, $"space group {number}");
        }
    }

    [Fact]
    public void Sample_UnknownSpaceGroup_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => Sampler().Sample(231, 1, 0));

    /// <summary>Smallest distance in units of the sum of covalent radii, by brute force over 5×5×5 cells.</summary>
    private static double ShortestContact(Structure structure)
    {
        var best = double.MaxValue;
        for (var i = 0; i < structure.Sites.Length; i++)
        for (var j = i; j < structure.Sites.Length; j++)
        {
            var sum =
                Radii.CovalentAngstrom(structure.Sites[i].Species.AtomicNumber)
                + Radii.CovalentAngstrom(structure.Sites[j].Species.AtomicNumber);
            var d = structure.Sites[i].Position - structure.Sites[j].Position;
            for (var image = 0; image < 125; image++)
            {
                if (i == j && image == 62)
                    continue;
                var shifted = d + new FractionalPosition(image % 5 - 2, image / 5 % 5 - 2, image / 25 - 2);
                best = Math.Min(best, structure.Lattice.ToCartesian(shifted).Length / sum);
            }
        }

        return best;
    }
}
