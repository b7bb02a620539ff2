using System.Globalization;
using Debye.Cli.Shell;
using Debye.Numerics;

namespace Debye.Cli.Tests;

/// <summary>Made-up materials with lines of their own over a falling background, counted; and recipes for them.</summary>
internal static class SpectraFiles
{
    public const int Points = 60;

    public const string Ridge = """{ "kind": "ridge" }""";

    public const string Network = """
        { "kind": "network", "network": { "stages": [{ "channels": 4, "kernel": 4, "stride": 2 }], "head": "pooling" },
          "training": { "steps": 60, "batchSize": 8, "validateEvery": 10, "labelSmoothing": 0 } }
        """;

    private const string Steps = """[{ "kind": "normalise" }, { "kind": "log", "floor": 1e-4 }]""";

    private static readonly Dictionary<string, int[]> Lines = new(StringComparer.Ordinal)
    {
        ["clay"] = [10, 35],
        ["lime"] = [18, 50],
        ["sand"] = [10, 26],
        ["zinc"] = [42, 55],
    };

    /// <summary>A table with one spectrum in each row: label, group (four spectra each), split, and the axis in its header.</summary>
    public static string Table(this CliFixture cli, string name, int perClass, ulong seed, params string[] classes)
    {
        if (classes.Length == 0)
            classes = ["clay", "lime", "sand"];
        var rows = classes.SelectMany(own =>
            Enumerable
                .Range(0, perClass)
                .Select(i => $"{own},{own}-{i / 4},{(i % 4 == 3 ? "test" : "train")},{string.Join(',', Counts(own, seed, i))}")
        );
        return cli.Write(
            name,
            $"label,group,split,{string.Join(',', Enumerable.Range(0, Points).Select(i => 10 * i))}\n{string.Join('\n', rows)}\n"
        );
    }

    /// <summary>A gamma spectrum, with the energies of its channels or without.</summary>
    public static string Spe(this CliFixture cli, string name, string material, ulong seed, bool isCalibrated = true)
    {
        var counts = string.Join('\n', Counts(material, seed, 0));
        return cli.Write(
            name,
            $"$SPEC_ID:\n{material}\n$MEAS_TIM:\n100 101\n$DATA:\n0 {Points - 1}\n{counts}\n{(isCalibrated ? "$ENER_FIT:\n0 10\n" : "")}"
        );
    }

    /// <summary>A recipe for a table; the gate judges by the nearest training spectrum.</summary>
    public static string Recipe(this CliFixture cli, string name, string table, string classifier = Ridge, string more = "") =>
        cli.Write(
            name,
            $$"""
            {
              "data": { "spectra": ["{{Path.GetFileName(table)}}"], "axisUnit": "kiloElectronVolt" },
              "members": [{ "preprocessing": {{Steps}}, "classifier": {{classifier}} }],
              "gate": { "preprocessing": {{Steps}}, "detector": { "kind": "nearest-neighbour", "significance": 0.002,
              "thresholdTail": 0.1 } },
              "folds": 3{{more}}
            }
            """
        );

    /// <summary>A model of clay, lime and sand, trained on first use.</summary>
    public static string SpectraModel(this CliFixture cli)
    {
        var folder = cli.At("lines");
        if (!Directory.Exists(folder))
            cli.Run("spectra", "train", cli.Recipe("lines.json", cli.Table("lines.csv", 12, 1)), "--out", folder).Code.ShouldBe(0);
        return folder;
    }

    public static string Write(this CliFixture cli, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(cli.At(name))!);
        File.WriteAllText(cli.At(name), text);
        return cli.At(name);
    }

    /// <summary>The one line that says what is wrong; whatever else is on standard error is progress.</summary>
    public static string OneProblem(this CliResult run)
    {
        run.Error.ShouldNotContain("   at ");
        run.Error.ShouldNotContain("unexpected problem");
        return run.Problems.Where(line => line.StartsWith("debye", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    /// <summary>Runs a command that is cancelled as soon as it prints a text on standard error.</summary>
    public static CliResult RunUntil(string text, params string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new Watch(text, stop) { NewLine = "\n" };
        var code = CommandLine.Run(args, output, error, Stream.Null, stop.Token);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    private static IEnumerable<string> Counts(string material, ulong seed, int number)
    {
        var random = new RandomSource(seed, (ulong)(number * 4 + Array.IndexOf([.. Lines.Keys], material)));
        for (var i = 0; i < Points; i++)
        {
            var expected = 40 * Math.Exp(-i / 30.0) + Lines[material].Sum(place => 300 * Math.Exp(-0.5 * Math.Pow((i - place) / 1.5, 2)));
            yield return Math.Max(0, Math.Round(expected + Math.Sqrt(expected) * random.NextNormal()))
                .ToString(CultureInfo.InvariantCulture);
        }
    }

    private sealed class Watch(string text, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) ?? false)
                stop.Cancel();
        }
    }
}
