using System.Text;
using System.Text.RegularExpressions;

namespace Debye.Learning.Packages.Hub;

/// <summary>README.md of a package, and the YAML lines that the hub wants at its head.</summary>
internal static partial class ModelCard
{
    public const string FileName = "README.md";

    private const string Fence = "---";

    /// <summary>The card of a package with YAML lines at its head, made from config.json and metrics.json if it has none.</summary>
    public static string ForPublication(string folder, string? license)
    {
        var path = Path.Combine(folder, FileName);
        var card = File.Exists(path) ? File.ReadAllText(path) : $"# {new FolderAddress(folder).Name}\n";
        return Head(card) is null ? Head(folder, license ?? HubLicense(card)) + card : card;
    }

    /// <summary>The lines between the first two fences of a card; null if it does not begin with a fence.</summary>
    public static IReadOnlyList<string>? Head(string card)
    {
        var lines = card.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (lines[0].TrimEnd() != Fence)
            return null;
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence);
        return end < 0 ? null : lines[1..end];
    }

    /// <summary>A card without its YAML lines.</summary>
    public static string Body(string card)
    {
        if (Head(card) is not { } head)
            return card;
        var lines = card.ReplaceLineEndings("\n").Split('\n').Skip(head.Count + 2);
        return string.Join('\n', lines).TrimStart('\n');
    }

    /// <summary>The licence that a card names: its YAML lines, or its line about the licence; null if there is neither.</summary>
    public static string? License(string card)
    {
        if (Head(card) is { } head)
        {
            var name = Value(head, "license");
            if (name is not null && name != "other")
                return name;
            if (Value(head, "license_name") is { } other && other != UnnamedLicense)
                return other;
        }

        return Said(Body(card));
    }

    private static string? Said(string body) =>
        SaidLicense().Match(body) is { Success: true } said ? PackagePath.Printable(said.Groups["said"].Value.Trim()) : null;

    /// <summary>The hub's name of a licence that the card's own words begin with; null if they are more involved.</summary>
    private static string? HubLicense(string card) =>
        KnownLicense().Match(Said(card) ?? "").Value switch
        {
            "MIT" => "mit",
            "CC BY 4.0" => "cc-by-4.0",
            "CC0" => "cc0-1.0",
            _ => null,
        };

    private const string UnnamedLicense = "see-model-card";

    private static string? Value(IReadOnlyList<string> head, string key) =>
        head.FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal)) is { } line
        && line[(key.Length + 1)..].Trim().Trim('"', '\'') is { Length: > 0 } value
            ? PackagePath.Printable(value)
            : null;

    private static string Head(string folder, string? license)
    {
        var summary = ModelSummary.OfFiles(
            name => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : null,
            folder
        );
        var text = new StringBuilder(Fence).Append('\n');
        // A licence is never guessed: where nobody names one, the card's own words hold.
        if (license is null)
            text.Append("license: other\nlicense_name: ").Append(UnnamedLicense).Append("\nlicense_link: ").Append(FileName).Append('\n');
        else
            text.Append("license: ").Append(license).Append('\n');
        text.Append("library_name: debye\n");
        if (summary.Task is { } task)
            text.Append("pipeline_tag: ").Append(task == "regression" ? "tabular-regression" : "tabular-classification").Append('\n');
        text.Append("tags:\n- debye\n- materials-science\n");
        foreach (var tag in new[] { summary.Technique, summary.Task, summary.Property })
            if (tag is not null && PlainTag().IsMatch(tag))
                text.Append("- ").Append(tag).Append('\n');
        var metrics = summary.Metrics.Keys.Select(HubMetric).OfType<string>().Distinct().ToArray();
        if (metrics.Length > 0)
            text.Append("metrics:\n").AppendJoin("", metrics.Select(metric => $"- {metric}\n"));
        return text.Append(Fence).Append("\n\n").ToString();
    }

    private static string? HubMetric(string name) =>
        name switch
        {
            "accuracy" => "accuracy",
            "macroF1" => "f1",
            "macroRecall" => "recall",
            "meanAbsoluteError" => "mae",
            "determination" => "r_squared",
            _ => null,
        };

    [GeneratedRegex("^(MIT|CC BY 4\\.0|CC0)(?![A-Za-z0-9-])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KnownLicense();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*\\z", RegexOptions.None, 1000)]
    private static partial Regex PlainTag();

    [GeneratedRegex(
        @"(\*\*Licen[cs]e\.?\*\*:?|\blicen[cs]e:)\s*(of the weights:)?\s*(?<said>[^\n]{1,200})",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SaidLicense();
}
