using Debye.Techniques.Eis.Relaxation;

namespace Debye.Tests.Techniques.Eis.Relaxation;

public sealed class PeakFinderTests
{
    [Fact]
    public void Find_TwoPeaks_ShareTheirValley() => PeakFinder.Find([0, 1, 5, 2, 1, 3, 8, 4, 0]).ShouldBe([(0, 2, 4), (4, 6, 8)]);

    [Fact]
    public void Find_Ripple_BelongsToItsPeak() => PeakFinder.Find([0, 1, 5, 4.9, 5.05, 3, 0, 0]).ShouldBe([(0, 4, 7)]);

    [Fact]
    public void Find_TinyPeak_IsNotCounted() => PeakFinder.Find([0, 100, 200, 100, 0, 0, 1, 0]).ShouldBe([(0, 2, 7)]);
}
