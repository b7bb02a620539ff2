using System.Text.Json;
using Debye.Learning.Metrics;
using Debye.Learning.Tests.Chemometrics;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Metrics;

public sealed class OpenSetReportTests
{
    [Theory]
    [InlineData("seed_pgaa_tutorial")]
    [InlineData("hard_4class_D_unknown")]
    [InlineData("soft_multilabel")]
    [InlineData("hard_only_unknown_actuals")]
    public void Evaluate_ReferenceCases_SameFigures(string name)
    {
        var (known, all, truth, answers, expected) = Read(name);
        var style = name.StartsWith("soft", StringComparison.Ordinal) ? AnswerStyle.Several : AnswerStyle.Single;
        OpenSetReport.Evaluate(truth, answers, all, known, style).ShouldAgreeWith(expected);
    }

    [Fact]
    public void OneClass_ReferenceCase_SameFigures()
    {
        var (_, all, truth, answers, expected) = Read("hard_occ_A");
        var report = OneClassReport.Evaluate(truth, [.. answers.Select(answer => answer.Contains(0))], 0);
        new[] { report.Accuracy, report.Sensitivity!.Value, report.Specificity!.Value, report.Efficiency }.ShouldAgree(
            new[] { "ACC", "TSNS", "TSPS", "TEFF" }.Select(key => expected.Number(key)),
            1e-12
        );
        // The reference counts samples of the class that were given to an alternative here; the definition is the reverse.
        new[] { "B", "C", "D" }
            .Select(other => report.Alternatives[Array.IndexOf(all, other)])
            .ShouldAgree([1, 5 / 6.0, 4 / 5.0], 1e-12);
    }

    [Fact]
    public void Evaluate_TheOrderOfSamples_DoesNotCount() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int[]>(),
                seeds =>
                {
                    if (seeds.Length == 0)
                        return;
                    int[] truth = [.. seeds.Select(seed => Math.Abs(seed % 4))];
                    int[][] answers = [.. seeds.Select(seed => (seed & 8) == 0 ? [Math.Abs(seed / 3 % 3)] : Array.Empty<int>())];
                    string[] labels = ["a", "b", "c", "d"];
                    var (own, reversed) = (
                        OpenSetReport.Evaluate(truth, answers, labels, 3),
                        OpenSetReport.Evaluate([.. truth.Reverse()], [.. answers.Reverse()], labels, 3)
                    );
                    reversed.Confusion.ToArray().ShouldBe(own.Confusion.ToArray());
                    (reversed.Accuracy, reversed.Sensitivity, reversed.Specificity).ShouldBe(
                        (own.Accuracy, own.Sensitivity, own.Specificity)
                    );
                    own.Confusion.ToArray().Sum().ShouldBe(truth.Length);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Evaluate_OneSoftClass_IsDefined() =>
        OpenSetReport
            .Evaluate(
                [0, 1],
                [
                    [0],
                    [0],
                ],
                ["a", "b"],
                1,
                AnswerStyle.Several
            )
            .Specificity.ShouldBe(0.5);

    [Fact]
    public void Evaluate_BadInput_Throws()
    {
        string[] labels = ["a", "b"];
        Should.Throw<ArgumentException>(() => OpenSetReport.Evaluate([], [], labels, 1));
        Should.Throw<ArgumentException>(() =>
            OpenSetReport.Evaluate(
                [0, 1],
                [
                    [0],
                ],
                labels,
                1
            )
        );
        Should.Throw<ArgumentException>(() =>
            OpenSetReport.Evaluate(
                [0, 2],
                [
                    [0],
                    [0],
                ],
                labels,
                1
            )
        );
        Should.Throw<ArgumentException>(() =>
            OpenSetReport.Evaluate(
                [0, 1],
                [
                    [0],
                    [1],
                ],
                labels,
                1
            )
        );
        Should.Throw<ArgumentException>(() =>
            OpenSetReport.Evaluate(
                [0, 1],
                [
                    [0],
                    [0, 1],
                ],
                labels,
                2
            )
        );
        Should.Throw<ArgumentException>(() =>
            OpenSetReport.Evaluate(
                [0, 1],
                [
                    [0],
                    [1, 1],
                ],
                labels,
                2,
                AnswerStyle.Several
            )
        );
        Should.Throw<ArgumentException>(() =>
            OpenSetReport.Evaluate(
                [0, 1],
                [
                    [0],
                    [1],
                ],
                labels,
                3
            )
        );
    }

    private static (int Known, string[] All, int[] Truth, int[][] Answers, JsonElement Expected) Read(string name)
    {
        var data = SpectraReference.Json("figures_of_merit.json").GetProperty(name);
        string[] known = [.. data.GetProperty("known").EnumerateArray().Select(Text)],
            truth = [.. data.GetProperty("actual").EnumerateArray().Select(Text)];
        string[] all = [.. known, .. truth.Distinct().Except(known)];
        var answers = data.GetProperty("pred")
            .EnumerateArray()
            .Select(answer =>
                (answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().Select(Text) : [Text(answer)])
                    .Select(label => Array.IndexOf(known, label))
                    .Where(k => k >= 0)
                    .ToArray()
            );
        return (known.Length, all, [.. truth.Select(label => Array.IndexOf(all, label))], [.. answers], data.GetProperty("fom"));
    }

    private static string Text(JsonElement label) => label.ToString();
}
