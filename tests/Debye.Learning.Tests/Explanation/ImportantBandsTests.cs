using Debye.Learning.Explanation;

namespace Debye.Learning.Tests.Explanation;

public sealed class ImportantBandsTests
{
    private static readonly double[] Axis = [.. Enumerable.Range(0, 20).Select(i => 100.0 + 10 * i)];

    private static readonly ImportantBandOptions Wide = new() { MaximumWidthShare = 1 };

    [Fact]
    public void Find_TwoBands_StrongestFirstWithShares()
    {
        var importance = new double[20];
        (importance[3], importance[4], importance[5]) = (2, 4, 2);
        (importance[12], importance[15]) = (1, -9);
        var bands = ImportantBands.Find(Axis, importance, Wide, assign: band => band.From < 200 ? "line" : null);
        bands.ShouldBe([new ImportantBand(130, 150, 8.0 / 9, 140, "line"), new ImportantBand(220, 220, 1.0 / 9, 220)]);
    }

    [Fact]
    public void Find_Gap_IsBridgedAsAsked()
    {
        var importance = new double[20];
        importance[2] = importance[5] = 1;
        ImportantBands.Find(Axis, importance, Wide).Length.ShouldBe(1);
        ImportantBands.Find(Axis, importance, Wide with { MergedGap = 1 }).Length.ShouldBe(2);
        ImportantBands.Find(Axis, importance, Wide with { MergedGap = 1, MaximumBands = 1 }).Length.ShouldBe(1);
        ImportantBands.Find(Axis, importance, Wide with { MergedGap = 1, MinimumPoints = 2 }).ShouldBeEmpty();
    }

    [Fact]
    public void Find_WideStretch_IsNarrowedToItsHeights()
    {
        var axis = Enumerable.Range(0, 1000).Select(i => (double)i).ToArray();
        var importance = axis.Select(x =>
                0.5 + 0.5 * Math.Exp(-0.5 * Math.Pow((x - 300) / 20, 2)) + 0.4 * Math.Exp(-0.5 * Math.Pow((x - 700) / 20, 2))
            )
            .ToArray();
        var bands = ImportantBands.Find(axis, importance);
        bands.Length.ShouldBe(2);
        bands.ShouldAllBe(band => band.To - band.From < 30);
        bands.Select(band => Math.Round(band.Peak)).Order().ShouldBe([300, 700]);
        ImportantBands.Find(axis, importance, new ImportantBandOptions { MaximumWidthShare = 1 }).Length.ShouldBe(1);
        ImportantBands.Find(axis, [.. axis.Select(_ => 1.0)]).Length.ShouldBe(1);
    }

    [Fact]
    public void Find_NothingPositive_IsEmpty() => ImportantBands.Find(Axis, [.. Axis.Select(_ => -1.0)]).ShouldBeEmpty();

    [Fact]
    public void Find_OtherLength_Throws() => Should.Throw<ArgumentException>(() => ImportantBands.Find(Axis, [1, 2]));

    [Fact]
    public void Spread_Segments_KeepTheSum()
    {
        var spread = Importance.Spread([3, -1], 5, j => j == 0 ? (0, 3) : (2, 4));
        spread.ShouldBe([1, 1, 0.5, -0.5, 0]);
        Should.Throw<ArgumentException>(() => Importance.Spread([1], 5, _ => (3, 6)));
    }
}
