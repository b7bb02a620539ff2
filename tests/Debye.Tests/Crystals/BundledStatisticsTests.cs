using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Crystals.Symmetry;
using Debye.Numerics;
using Debye.TestSupport;

namespace Debye.Tests.Crystals;

public sealed class BundledStatisticsTests
{
    [Fact]
    public void Sample_OverTheDistribution_HasExactlyTheAskedSpaceGroup()
    {
        var sampler = new CrystalSampler(CrystalStatistics.Bundled);
        var wrong = new List<string>();
        var drawn = 0;
        for (var i = 0; i < 400; i++)
        {
            var random = new RandomSource(11, (ulong)i);
            var asked = sampler.DrawSpaceGroup(ref random);
            if (sampler.Sample(asked, ref random).Crystal is not { } crystal)
                continue;
            drawn++;
            var found = SymmetryFinder.Find(crystal.Expand() with { KnownOperations = [] }).SpaceGroupNumber;
            if (found != asked)
                wrong.Add($"{i}: asked {asked}, found {found}");
        }

        drawn.ShouldBeGreaterThan(390);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Sample_NearlyEveryGroupOfTheBundledStatistics_GivesACrystal()
    {
        var sampler = new CrystalSampler(CrystalStatistics.Bundled);
        var results = sampler.SpaceGroupNumbers.Select(number => sampler.Sample(number, 1, 1)).ToArray();
        // A group known from a single crystal may fail to pack: that is a reported failure, after a bounded number of tries.
        results.Count(result => result.Crystal is null).ShouldBeLessThan(5);
        results
            .Where(result => result.Crystal is null)
            .ShouldAllBe(result => result.LastFailure != SamplingFailure.None && result.Tries == 400);
    }

    [Fact]
    public void Read_StatisticsOfTheSameFormat_CanBeSampled()
    {
        var path = SharedData.Require("data/xrd/mp_crystal_statistics.json.gz");
        new CrystalSampler(CrystalStatistics.Read(path)).Sample(62, 7, 0).Crystal.ShouldNotBeNull();
    }

    [Fact]
    public void Extraction_OfGeneratedCrystals_CountsTheirSites()
    {
        var sampler = new CrystalSampler(CrystalStatistics.Bundled);
        var crystals = Enumerable.Range(0, 20).Select(i => sampler.Sample(225, 5, i).Crystal!).ToArray();
        var extraction = StatisticsExtraction.Run(crystals.Select(crystal => crystal.Expand() with { KnownOperations = [] }), "test");
        extraction.Statistics.Count["225"].ShouldBe(20);
        extraction.Statistics.Wyckoff["225"].Values.Sum().ShouldBe(crystals.Sum(crystal => crystal.Sites.Length));
        // The standard origin may exchange a and b; multiplicities stay.
        var expected = crystals
            .SelectMany(crystal => crystal.Sites)
            .GroupBy(site => site.Wyckoff.Multiplicity)
            .ToDictionary(g => g.Key, g => g.Count());
        var counted = extraction
            .Statistics.Wyckoff["225"]
            .GroupBy(pair => int.Parse(pair.Key[..^1]))
            .ToDictionary(g => g.Key, g => g.Sum(pair => pair.Value));
        counted.ShouldBe(expected, ignoreOrder: true);
    }
}
