using System.Text.Json;
using Debye.Learning.Chemometrics;
using Debye.Learning.Metrics;
using Debye.Learning.Tables;
using Debye.Learning.Tests.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Chemometrics;

public sealed class PlsDiscriminantTests
{
    private static readonly string[] Groups = ["a", "b", "c"];

    [Theory]
    [InlineData("plsda3", "hard", 2)]
    [InlineData("plsda3", "hard", 5)]
    [InlineData("plsda3", "soft", 2)]
    [InlineData("plsda3", "soft", 5)]
    [InlineData("plsda2", "hard", 2)]
    [InlineData("plsda2", "hard", 5)]
    [InlineData("plsda2", "soft", 2)]
    [InlineData("plsda2", "soft", 5)]
    public void Fit_ReferenceData_SameDistancesAnswersAndMerits(string set, string style, int components)
    {
        var (train, trainNames) = SpectraReference.Inputs(set + "_train.csv.gz", 1, 3, 1);
        var (test, testNames) = SpectraReference.Inputs(set + "_test.csv.gz", 0, 3, set == "plsda3" ? 1 : 2);
        var expected = SpectraReference.Json("plsda.json").GetProperty($"{set} {style} k={components}");
        string[] trained = [.. trainNames.Distinct().Order(StringComparer.Ordinal)];
        string[] all = [.. trained, .. testNames.Distinct().Except(trained)];
        var soft = style == "soft";
        var model = PlsDiscriminant.Fit(
            train,
            [.. trainNames.Select(name => Array.IndexOf(trained, name))],
            trained.Length,
            new PlsDiscriminantOptions
            {
                Style = soft ? DiscriminantStyle.Soft : DiscriminantStyle.Hard,
                Regression = new PartialLeastSquaresOptions { Components = components, Scaling = ColumnScaling.Standard },
            }
        );
        test.Each(row => model.SquaredDistances(row)).SelectMany(d => d).ShouldAgree(expected.Numbers("mahalanobis_sq_test"), 1e-6, 1e-3);
        model.CriticalDistance.ShouldBe(expected.Number("d_crit"), 1e-9);
        var answers = test.Each(row => model.Assign(row)).ToArray();
        answers
            .Select(classes => string.Join('+', classes.Select(k => trained[k])))
            .ShouldBe(expected.GetProperty("predict_test").EnumerateArray().Select(Names));
        Merits(model, train, trainNames, all, trained.Length, soft).ShouldAgreeWith(expected.GetProperty("train_fom"));
        Merits(model, test, testNames, all, trained.Length, soft).ShouldAgreeWith(expected.GetProperty("test_fom"));
        if (!soft)
            return;
        model.Outliers.ToArray().ShouldBeEmpty();
        for (var k = 0; k < trained.Length; k++)
            model
                .Classes[k]
                .Scatter.Diagonal()
                .ShouldAgree(expected.GetProperty("S").GetProperty($"{k}").EnumerateArray().Select((row, i) => row[i].GetDouble()), 1e-6);
    }

    [Fact]
    public void Regression_LinearQuantities_AreFoundWithAsManyComponentsAsFactors()
    {
        var x = ChemometricSamples.Class(50, 1, noise: 0);
        var y = new SampleTable(x.Each(row => new[] { 3 + 2 * row[0] - row[4], row[7] }).SelectMany(row => row).ToArray(), 2);
        var model = PartialLeastSquares.Fit(x, y, new PartialLeastSquaresOptions { Components = 2, Tolerance = 1e-24 });
        model.Converged.ShouldBeTrue();
        var own = new double[2];
        for (var i = 0; i < x.Rows; i++)
        {
            model.Predict(x.Row(i), own);
            own.ShouldAgree(y.Row(i).ToArray(), 1e-9, 1);
        }
    }

    [Fact]
    public void Assign_UnitsOfColumns_DoNotCountWhenScaled() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                seed =>
                {
                    var (table, labels) = Three((ulong)Math.Abs((long)seed), 20);
                    var factor = 0.01 + Math.Abs((long)seed) % 1000;
                    var other = new SampleTable(
                        table.Values.ToArray().Select((value, i) => i % 12 == 4 ? factor * value : value).ToArray(),
                        12
                    );
                    var options = new PlsDiscriminantOptions
                    {
                        Regression = new() { Scaling = ColumnScaling.Standard, Tolerance = 1e-20 },
                    };
                    var (first, second) = (PlsDiscriminant.Fit(table, labels, 3, options), PlsDiscriminant.Fit(other, labels, 3, options));
                    other
                        .Each(row => second.SquaredDistances(row))
                        .SelectMany(d => d)
                        .ShouldAgree(table.Each(row => first.SquaredDistances(row)).SelectMany(d => d), 1e-5, 1e-2);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10));

    [Fact]
    public void Assign_SamplesOfNoClass_AreRefusedBySoftButNotByHard()
    {
        var (table, labels) = Three(3, 60);
        var far = ChemometricSamples.Class(20, 8, offset: -30);
        foreach (var style in Enum.GetValues<DiscriminantStyle>())
        {
            var model = PlsDiscriminant.Fit(table, labels, 3, new PlsDiscriminantOptions { Style = style });
            var named = far.Each(row => model.Assign(row).Length).Sum();
            named.ShouldBe(style == DiscriminantStyle.Hard ? 20 : 0);
        }
    }

    [Fact]
    public void Fit_FewerComponentsThanClassesLessOne_StillHasDistances()
    {
        var (table, labels) = Three(3, 30);
        var model = PlsDiscriminant.Fit(table, labels, 3, new PlsDiscriminantOptions { Regression = new() { Components = 1 } });
        table
            .Each(row => model.SquaredDistances(row))
            .SelectMany(d => d)
            .ShouldAllBe(distance => double.IsFinite(distance) && distance >= 0);
    }

    [Fact]
    public void Fit_BadInput_Throws()
    {
        var (table, labels) = Three(1, 10);
        var options = new PlsDiscriminantOptions();
        Should.Throw<ArgumentException>(() => PlsDiscriminant.Fit(table, labels[..29], 3, options));
        Should.Throw<ArgumentException>(() => PlsDiscriminant.Fit(table, labels, 2, options));
        Should.Throw<ArgumentException>(() => PlsDiscriminant.Fit(table, labels, 4, options)).Message.ShouldContain("class 3 has none");
        Should.Throw<ArgumentOutOfRangeException>(() => PlsDiscriminant.Fit(table, new int[30], 1, options));
        Should.Throw<ArgumentOutOfRangeException>(() => PlsDiscriminant.Fit(table, labels, 3, options with { Significance = 0 }));
        Should.Throw<ArgumentException>(() =>
            PlsDiscriminant.Fit(table, labels, 3, options with { Regression = new() { Components = 13 } })
        );
        Should.Throw<ArgumentException>(() => PlsDiscriminant.Fit(table, labels, 3, options).Assign(new double[2]));
        var y = new SampleTable(new double[29], 1);
        Should.Throw<ArgumentException>(() => PartialLeastSquares.Fit(table, y, new PartialLeastSquaresOptions()));
        Should
            .Throw<ArgumentException>(() =>
                PartialLeastSquares.Fit(table, new SampleTable(new double[30], 1), new PartialLeastSquaresOptions())
            )
            .Message.ShouldContain("at most 0");
    }

    private static (SampleTable Table, int[] Labels) Three(ulong seed, int each)
    {
        var parts = Groups.Select((_, k) => ChemometricSamples.Class(each, seed + (ulong)k, offset: 4 * k, noise: 0.5)).ToArray();
        return (ChemometricSamples.Joined(parts), [.. Enumerable.Range(0, 3 * each).Select(i => i / each)]);
    }

    private static OpenSetReport Merits(PlsDiscriminant model, SampleTable table, string[] names, string[] all, int trained, bool soft) =>
        OpenSetReport.Evaluate(
            [.. names.Select(name => Array.IndexOf(all, name))],
            [.. table.Each(row => model.Assign(row))],
            all,
            trained,
            soft ? AnswerStyle.Several : AnswerStyle.Single
        );

    private static string Names(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? string.Join('+', answer.EnumerateArray().Select(Names))
        : answer.GetString() is { } name && name != "UNKNOWN" ? name
        : string.Empty;
}
