using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Spectra;

public sealed class SpectraEvaluationTests
{
    [Fact]
    public void Repeat_Random_JudgesUnseenSpectraAndSaysWhatIsWrong()
    {
        var data = SpectraDataset.Of([.. LineSpectra.Make(12, 1), .. LineSpectra.Make(5, 1, "zinc")], ["zinc"]);
        var results = SpectraEvaluation
            .Repeat(
                SpectraModelTests.Recipe(new RidgeSpectrumOptions()),
                data,
                data.Splitter().Repeated(SplitKind.Stratified, 3, 0.25, 1),
                1
            )
            .ToArray();
        results.Length.ShouldBe(3);
        foreach (var result in results)
        {
            (result.TrainingCount, result.Known!.Count).ShouldBe((27, 9));
            result.Known.Accuracy.Value.ShouldBeGreaterThan(0.85);
            result.UnknownRefused.ShouldBe(1);
            result.Warnings.ShouldHaveSingleItem().ShouldContain("Groups are known");
            result.Groups.Sum(group => group.Count).ShouldBe(9);
            result.OpenSet.Count.ShouldBe(14);
        }
    }

    [Fact]
    public void Repeat_LeaveOneClassOut_TheClassIsUnknown()
    {
        var data = SpectraDataset.Of(LineSpectra.Make(12, 1, "clay", "lime", "sand", "zinc"), []);
        var results = SpectraEvaluation
            .Repeat(SpectraModelTests.Recipe(new RidgeSpectrumOptions()), data, data.Splitter().LeaveOneClassOut(0.25, 1), 1)
            .ToArray();
        results.Length.ShouldBe(4);
        results.ShouldAllBe(result => result.OpenSet.TrainedClasses == 3 && result.UnknownRefused >= 0.5);
    }

    [Fact]
    public void Of_PackageWithoutLabelledSpectra_Throws()
    {
        var model = SpectraTraining
            .Fit(
                SpectraModelTests.Recipe(new RidgeSpectrumOptions()),
                LineSpectra.Make(8, 1),
                ["clay", "lime", "sand"],
                "m",
                new(1, 1, CancellationToken.None)
            )
            .Model;
        Should.Throw<ArgumentException>(() => SpectraEvaluation.Of(model, []));
        var bare = LineSpectra.Make(1, 1)[0];
        Should.Throw<ArgumentException>(() =>
            SpectraEvaluation.Of(model, [bare.WithPoints(bare.Unit, bare.Axis, bare.Intensity), new(bare.Unit, bare.Axis, bare.Intensity)])
        );
    }

    [Fact]
    public void GivenSplit_ColumnMissingOrOdd_Throws()
    {
        var data = SpectraDataset.Of(LineSpectra.Make(4, 1), []);
        Should.Throw<ArgumentException>(() => data.GivenSplit()).Message.ShouldContain("no such column");
    }

    /// <summary>Six splits, to be quick; docs/results/spectra-models.md has twenty.</summary>
    [Fact]
    public void Pgaa_RandomSplits_MeetTheBar()
    {
        SharedData.Require("data/spectra/pgaa/X.csv.gz");
        var path = Path.Combine(SharedData.RepositoryRoot, "recipes/spectra-pgaa.json");
        var recipe = SpectraRecipe.Read(path);
        var data = SpectraDataset.Load(recipe.Data, path);
        (data.Known.Count, data.Unknown.Count, data.Classes.Count).ShouldBe((304, 21, 10));
        var results = SpectraEvaluation
            .Repeat(
                recipe,
                data,
                data.Splitter().Repeated(SplitKind.Stratified, 6, 0.2, 1),
                2,
                cancellation: TestContext.Current.CancellationToken
            )
            .ToArray();
        results.Average(result => result.KnownAccepted!.Value).ShouldBeGreaterThanOrEqualTo(0.995);
        results.ShouldAllBe(result => result.UnknownRefused == 1);
    }
}
