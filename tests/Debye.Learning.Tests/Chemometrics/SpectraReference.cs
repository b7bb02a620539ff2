using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Debye.Learning.Tables;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Chemometrics;

/// <summary>Numbers computed with PyChemAuth f95bfbf, pyts and dime.pytorch; origin and versions in the README beside them.</summary>
internal static class SpectraReference
{
    private const string Folder = "reference/spectra/";

    public static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(SharedData.Require(Folder + name))).RootElement;

    /// <summary>A table of numbers after some leading text columns.</summary>
    public static (SampleTable Table, string[] Names) Inputs(string name, int header, int leading, int nameColumn = 0)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Require(Folder + "inputs/" + name)), CompressionMode.Decompress)
        );
        var lines = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(header)
            .Select(line => line.Split(','))
            .ToArray();
        var values = lines.SelectMany(cells => cells[leading..]).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        return (new SampleTable(values, values.Length / lines.Length), [.. lines.Select(cells => cells[nameColumn])]);
    }

    public static SampleTable Table(string name)
    {
        var lines = File.ReadAllLines(SharedData.Require(Folder + name)).Select(line => line.Split(',')).ToArray();
        if (!double.TryParse(lines[0][0], CultureInfo.InvariantCulture, out _))
            lines = lines[1..];
        return new SampleTable(
            lines.SelectMany(cells => cells).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray(),
            lines[0].Length
        );
    }

    public static double[] Numbers(this JsonElement element) =>
        [.. element.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? item.Numbers() : [item.GetDouble()])];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    public static bool[] Flags(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(item => item.GetBoolean())];

    /// <summary>Agreement relative to the larger of the expected value and a floor.</summary>
    public static void ShouldAgree(this IEnumerable<double> actual, IEnumerable<double> expected, double relative, double floor = 1e-12)
    {
        var (own, reference) = (actual.ToArray(), expected.ToArray());
        own.Length.ShouldBe(reference.Length);
        for (var i = 0; i < own.Length; i++)
            own[i].ShouldBe(reference[i], relative * Math.Max(Math.Abs(reference[i]), floor), $"at {i}");
    }

    public static IEnumerable<T> Each<T>(this SampleTable table, Func<double[], T> figure) =>
        Enumerable.Range(0, table.Rows).Select(i => figure(table.Row(i).ToArray()));
}
