using Debye.Learning.Networks;
using Debye.Tensors;

namespace Debye.Learning.Tests.Networks;

public sealed class TowerNetworkDescriptionTests
{
    /// <summary>
    /// The number of parameters of the exercise's network, as its own framework counts them (running statistics left out).
    /// </summary>
    [Fact]
    public void Build_Defaults_HasTheExercisesParameters() =>
        new TowerNetworkDescription().Build(new RandomStream(1), new RandomStream(2)).CountParameters().ShouldBe(1_386_826);

    [Fact]
    public void Build_ThreeTowers_HasThreeTimesTheTower()
    {
        long Count(int towers) =>
            new TowerNetworkDescription
            {
                Towers = towers,
                Filters = [8, 4],
                Hidden = 16,
            }
                .Build(new RandomStream(1), new RandomStream(2))
                .CountParameters();
        var (one, two, three) = (Count(1), Count(2), Count(3));
        (three - two).ShouldBe(two - one);
    }

    [Theory]
    [InlineData(0, 8, 32)]
    [InlineData(209, 0, 32)]
    [InlineData(209, 8, 0)]
    public void Validate_OutOfRange_Throws(int length, int classes, int kernel) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new TowerNetworkDescription
            {
                Length = length,
                Classes = classes,
                Kernel = kernel,
            }.Validate()
        );
}
