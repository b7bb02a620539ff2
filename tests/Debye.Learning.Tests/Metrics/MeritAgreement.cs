using System.Text.Json;
using Debye.Learning.Metrics;

namespace Debye.Learning.Tests.Metrics;

/// <summary>Compares figures of merit with stored ones; there "null" is written where nothing is defined.</summary>
internal static class MeritAgreement
{
    private const double Tolerance = 1e-12;

    public static void ShouldAgreeWith(this OpenSetReport report, JsonElement expected)
    {
        report.Accuracy.ShouldBe(expected.GetProperty("ACC").GetDouble(), Tolerance);
        Same(report.Sensitivity, expected.GetProperty("TSNS"));
        report.Specificity.ShouldBe(expected.GetProperty("TSPS").GetDouble(), Tolerance);
        report.Efficiency.ShouldBe(expected.GetProperty("TEFF").GetDouble(), Tolerance);
        foreach (var merit in report.Classes)
        {
            Same(merit.Sensitivity, expected.GetProperty("CSNS").GetProperty(merit.Label));
            Same(merit.Specificity, expected.GetProperty("CSPS").GetProperty(merit.Label));
            Same(merit.Efficiency, expected.GetProperty("CEFF").GetProperty(merit.Label));
        }

        var matrix = expected.GetProperty("CM");
        var rows = matrix.GetProperty("index").EnumerateArray().Select(name => name.GetString()!).ToArray();
        var columns = report.TrainedClasses + 1;
        foreach (var (name, values) in rows.Zip(matrix.GetProperty("values").EnumerateArray()))
        {
            var start = report.Labels.ToList().IndexOf(name) * columns;
            report.Confusion.Slice(start, columns).ToArray().ShouldBe(values.EnumerateArray().Select(count => count.GetInt32()));
        }
    }

    private static void Same(double? own, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Null)
            own.ShouldBeNull();
        else
            own!.Value.ShouldBe(expected.GetDouble(), Tolerance);
    }
}
