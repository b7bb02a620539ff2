using System.Collections.Immutable;
using Debye.Learning.Techniques.Xrd;
using Debye.Numerics;
using Debye.Techniques.Xrd.Library;

namespace Debye.Learning.Tests.Techniques.Xrd;

public sealed class XrdFusionTests
{
    private static LibraryMatch Match(int spaceGroup, double agreement, int? parent = null, string id = "crystal") =>
        new(
            new LibraryEntry(id, "X", spaceGroup, parent ?? spaceGroup, [1, 1, 1, 0, 0, 0], new sbyte[90], new float[30]),
            agreement,
            1,
            new double[6],
            0,
            new ProfileAgreement
            {
                StrongLines = agreement,
                WeakLinesLow = agreement,
                WeakLinesMiddle = agreement,
                WeakLinesHigh = agreement,
                Missing = 1 - agreement,
                Unexplained = 1 - agreement,
            }
        );

    private static float[] Network(int favourite, float probability)
    {
        var network = Enumerable.Repeat((1 - probability) / 229, 230).ToArray();
        network[favourite - 1] = probability;
        return network;
    }

    private static XrdEvidence Draw(ref RandomSource random, int truth, double libraryRight, double networkRight)
    {
        int Guess(double right, ref RandomSource source) => source.NextBool(right) ? truth : 1 + source.NextInt(230);
        var matches = ImmutableArray.CreateBuilder<LibraryMatch>();
        matches.Add(Match(Guess(libraryRight, ref random), random.NextDouble(0.8, 0.95)));
        for (var i = 0; i < 9; i++)
            matches.Add(Match(1 + random.NextInt(230), random.NextDouble(0.4, 0.8)));
        return new XrdEvidence(Network(Guess(networkRight, ref random), 0.6f), matches.ToImmutable());
    }

    [Fact]
    public void Combine_AnyEvidence_IsADistribution()
    {
        var random = new RandomSource(4);
        for (var trial = 0; trial < 50; trial++)
        {
            var p = new XrdFusion().Combine(Draw(ref random, 1 + random.NextInt(230), 0.5, 0.5));
            p.Sum().ShouldBe(1, 1e-4f);
            p.ShouldAllBe(value => value > 0 && value < 1);
        }
    }

    [Fact]
    public void Combine_WithoutHits_IsTheNetwork()
    {
        var network = Network(62, 0.7f);
        new XrdFusion().Combine(new XrdEvidence(network, [])).ShouldBe(network);
    }

    [Fact]
    public void Combine_OneFarBetterHit_Wins()
    {
        var p = new XrdFusion().Combine(new XrdEvidence(Network(2, 0.1f), [Match(225, 0.97), Match(14, 0.6), Match(14, 0.6)]));
        Array.IndexOf(p, p.Max()).ShouldBe(224);
    }

    [Fact]
    public void Combine_HitWithParent_GivesTheParentItsShare()
    {
        var evidence = new XrdEvidence(Network(2, 0.01f), [Match(14, 0.95, parent: 176)]);
        new XrdFusion().Combine(evidence)[175].ShouldBeGreaterThan(0.2f);
    }

    [Fact]
    public void Rank_OrdersByWeightedSimilarity()
    {
        var ranked = new XrdFusion().Rank([Match(14, 0.5), Match(62, 0.9), Match(2, 0.7)]);
        ranked.Select(match => match.Entry.SpaceGroup).ShouldBe([62, 2, 14]);
    }

    [Fact]
    public void Fit_LearnsWhomToTrust()
    {
        var random = new RandomSource(8);
        var truth = Enumerable.Range(0, 80).Select(_ => random.NextInt(230)).ToArray();
        var evidence = truth.Select(t => Draw(ref random, t + 1, 0.85, 0.05)).ToArray();
        var (fusion, report) = XrdCalibration.Fit(evidence, truth, folds: 3);
        report.Accuracy.Value.ShouldBeGreaterThan(0.7);
        double Loss(XrdFusion some) => -evidence.Select((e, i) => Math.Log(some.Combine(e)[truth[i]])).Average();
        Loss(fusion).ShouldBeLessThan(Loss(new XrdFusion()));
        fusion.ConformalScores.ShouldNotBeEmpty();
        fusion.UnknownBelow.ShouldBeInRange(0, 1);
    }
}
