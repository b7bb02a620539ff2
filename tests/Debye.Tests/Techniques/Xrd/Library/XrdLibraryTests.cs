using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Xrd;
using Debye.Techniques.Xrd.Library;

namespace Debye.Tests.Techniques.Xrd.Library;

public sealed class XrdLibraryTests
{
    private static readonly int[] Groups = [2, 12, 14, 15, 19, 33, 62, 63, 136, 139, 141, 148, 166, 167, 176, 194, 205, 216, 221, 225, 227];

    /// <summary>Two synthetic crystals of each of 21 space groups.</summary>
    private static Structure[] Crystals()
    {
        var sampler = new CrystalSampler(CrystalStatistics.Bundled, new CrystalSamplerOptions { MaxVolumeAngstrom3 = 600, MaxAtoms = 60 });
        var random = new RandomSource(5);
        var crystals = new List<Structure>();
        foreach (var group in Groups)
            for (var found = 0; found < 2; )
                if (sampler.Sample(group, ref random).Crystal is { } crystal)
                    crystals.Add((crystal with { Id = $"{group}-{++found}" }).Expand());
        return [.. crystals];
    }

    private static XrdFeatures FeaturesOf(Structure structure, double scale, double wavelength = XrdFeatures.ReferenceWavelengthAngstrom)
    {
        var crystal = AsymmetricStructure.From(structure)!;
        var l = crystal.Lattice;
        var larger = crystal with
        {
            Lattice = Lattice.FromParameters(l.A * scale, l.B * scale, l.C * scale, l.AlphaDegrees, l.BetaDegrees, l.GammaDegrees),
        };
        var (renderer, random) = (new XrdRenderer(), new RandomSource(1));
        renderer.Add(new XrdEngine(new XrdScatterers()).Compute(larger, 0.056, 0.92, 0.008));
        var values = new float[XrdFeatures.AngularPoints];
        renderer.Render(
            XrdGrid.TwoTheta(XrdFeatures.FirstTwoThetaDegrees, 90, XrdFeatures.AngularPoints),
            new XrdImperfections { PeakCounts = 5000 },
            ref random,
            values
        );
        return XrdFeatures.FromGrid(values, 0, values.Length - 1, XrdLibrary.GridPoints);
    }

    [Fact]
    public void Search_StrainedCrystals_FindsEachFirstWithItsScale()
    {
        var crystals = Crystals();
        var library = new XrdLibrary(LibraryBuilder.Build(crystals));
        var sought = crystals.Where((_, i) => i % 2 == 0).ToArray();
        var right = 0;
        foreach (var crystal in sought)
        {
            var best = library.Search(FeaturesOf(crystal, 1.012), new LibrarySearchOptions { Refined = 20 })[0];
            if (best.Entry.Id != crystal.Id)
                continue;
            right++;
            best.LengthScale.ShouldBe(1.012, 0.002);
            best.Agreement.Missing.ShouldBeLessThan(0.6);
        }

        right.ShouldBeGreaterThanOrEqualTo(sought.Length - 1);
    }

    [Fact]
    public void Search_ExcludedEntry_IsNotAmongTheHits()
    {
        var crystals = Crystals();
        var library = new XrdLibrary(LibraryBuilder.Build(crystals));
        var hits = library.Search(
            FeaturesOf(crystals[7], 1),
            new LibrarySearchOptions(),
            index => library.Entries[index].Id == crystals[7].Id
        );
        hits.ShouldNotBeEmpty();
        hits.ShouldAllBe(hit => hit.Entry.Id != crystals[7].Id);
    }

    [Fact]
    public void Build_OneAndTwoThreads_GiveTheSameEntries()
    {
        var crystals = Crystals();
        var (one, two) = (LibraryBuilder.Build(crystals, threads: 1).ToArray(), LibraryBuilder.Build(crystals, threads: 2).ToArray());
        one.Select(entry => (entry.Id, entry.SpaceGroup, entry.ParentSpaceGroup, entry.Count))
            .ShouldBe(two.Select(entry => (entry.Id, entry.SpaceGroup, entry.ParentSpaceGroup, entry.Count)));
    }

    [Fact]
    public void Build_HeldOutPrototypes_AreLeftOutParentsIncluded()
    {
        var crystals = Crystals();
        var skipped = new List<string>();
        var kept = LibraryBuilder.Build(crystals, skipped: skipped.Add, heldOutPrototypes: 0.5).ToArray();
        var heldOut = crystals
            .Where(crystal => Prototype.IsHeldOut(Prototype.KeyOf(AsymmetricStructure.From(crystal)!), 0.5))
            .Select(crystal => crystal.Id)
            .ToArray();
        heldOut.ShouldNotBeEmpty();
        skipped.ShouldBe(heldOut);
        kept.ShouldAllBe(entry => !heldOut.Contains(entry.Id.Split(' ')[0]));
    }

    [Fact]
    public void ProfileAgreement_OfEqualProfiles_IsPerfect()
    {
        var profile = Enumerable.Range(0, 300).Select(i => (float)Math.Exp(-Math.Pow((i % 40 - 20) / 3.0, 2))).ToArray();
        var half = profile.Select(value => value / 2).ToArray();
        var agreement = ProfileAgreement.Of(profile, half);
        foreach (var figure in new[] { agreement.StrongLines, agreement.WeakLinesLow, agreement.WeakLinesMiddle, agreement.WeakLinesHigh })
            figure.ShouldBe(1, 1e-6);
        agreement.Missing.ShouldBe(0, 1e-6);
        agreement.Unexplained.ShouldBe(0, 1e-6);
    }

    [Fact]
    public void ProfileAgreement_OfDisjointProfiles_IsNone()
    {
        var a = Enumerable.Range(0, 300).Select(i => i % 2 == 0 ? 1f : 0).ToArray();
        var b = a.Select(value => 1 - value).ToArray();
        var agreement = ProfileAgreement.Of(a, b);
        (agreement.StrongLines, agreement.WeakLinesLow, agreement.Missing, agreement.Unexplained).ShouldBe((0, 0, 1, 1));
    }
}
