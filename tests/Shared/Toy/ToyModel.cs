using System.Text.Json;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Learning.Packages;

namespace Debye.TestSupport.Toy;

/// <summary>Known tones; the nearest one names another.</summary>
internal sealed class ToyModel
{
    public const int Length = 8;

    private const string Task = "tone";
    private readonly (string Label, double[] Values)[] _known;

    private ToyModel(string name, (string, double[])[] known) => (Name, _known) = (name, known);

    public string Name { get; }

    public static int Save(string folder, string[] lines, string recipe)
    {
        Directory.CreateDirectory(folder);
        using var staged = ModelPackage.Stage(folder, "toy", Task);
        void Write(string name, string text) => File.WriteAllText(Path.Combine(staged.Folder, name), text);
        Write(
            "config.json",
            new JsonObject
            {
                ["formatVersion"] = 2,
                ["technique"] = "toy",
                ["task"] = Task,
            }.ToJsonString()
        );
        Write("tones.json", JsonSerializer.Serialize(lines));
        Write("recipe.json", recipe);
        Write("metrics.json", new JsonObject { ["tones"] = lines.Length }.ToJsonString());
        Write("README.md", "# Tones\n\n**Trained** on tones. **Limits**: tones. **Licence**: MIT.\n");
        staged.Commit();
        return lines.Length;
    }

    public static ToyModel Load(string folder)
    {
        ModelPackage.Open(folder, "toy");
        var path = Path.Combine(folder, "tones.json");
        var lines = JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!;
        return new ToyModel(
            Path.GetFileName(folder),
            [.. lines.Select(line => line.Split(',', 2)).Select(parts => (parts[0], ToyReader.Parse(parts[1], path)))]
        );
    }

    public ToyAnswer Identify(double[] tone, string input, int top, double coverage)
    {
        var nearest = _known
            .GroupBy(known => known.Label, known => Distance(known.Values, tone), StringComparer.Ordinal)
            .Select(group => (Label: group.Key, Weight: Math.Exp(-group.Min()), Distance: group.Min()))
            .OrderByDescending(own => own.Weight)
            .ToArray();
        var (all, isUnknown) = (nearest.Sum(own => own.Weight), nearest[0].Distance > 1);
        return new ToyAnswer
        {
            Input = input,
            Model = Name,
            IsUnknown = isUnknown,
            Because = isUnknown ? "like no known tone" : null,
            Candidates = [.. nearest.Take(top).Select(own => new Candidate(own.Label, own.Label, own.Weight / all))],
            PredictionSet = [nearest[0].Label],
            Coverage = coverage,
        };
    }

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
