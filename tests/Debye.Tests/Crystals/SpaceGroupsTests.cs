using Debye.Crystals;

namespace Debye.Tests.Crystals;

public sealed class SpaceGroupsTests
{
    [Fact]
    public void Settings_AreGroupsClosedUnderComposition()
    {
        foreach (var setting in SpaceGroups.Settings)
        {
            var set = setting.Operations.ToHashSet();
            set.Count.ShouldBe(setting.Operations.Length);
            foreach (var a in setting.Operations.Take(4))
            foreach (var b in setting.Operations)
                set.ShouldContain(a.After(b), $"Hall {setting.HallNumber}: {a} after {b}");
        }
    }

    [Fact]
    public void Operation_TextRoundTrip()
    {
        foreach (var operation in SpaceGroups.Settings.SelectMany(s => s.Operations).Distinct())
            SymmetryOperation.Parse(operation.ToString()).ShouldBe(operation);
    }
}
