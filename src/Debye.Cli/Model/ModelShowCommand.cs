using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Packages.Hub;

namespace Debye.Cli.Model;

/// <summary><c>debye model show</c>: what a model is, without its weights.</summary>
internal static class ModelShowCommand
{
    public static Command Create(Session session)
    {
        var address = ModelArguments.Address("The package: hf://owner/name, https://host/path/ or a folder.");
        var files = new Option<bool>("--files") { Description = "List the files." };
        var json = Options.Json("one JSON document with everything");
        var command = new Command("show", "Describe a model: technique, task, size, licence, figures; weights are not fetched.")
        {
            address,
            files,
            json,
        };
        HelpWithExamples.Add(
            command,
            [
                .. ModelArguments.Notes,
                "The figures are those that the model's maker wrote into metrics.json; the model card (README.md) says on what data.",
                "debye model show models/xrd-spacegroup",
                "debye model show hf://lab/xrd-spacegroup@v2 --files",
            ]
        );
        command.SetAction(parsed =>
        {
            var place = ModelAddress.Parse(parsed.GetValue(address)!);
            var summary = ModelArguments.With(session, exchange => exchange.ShowAsync(place, session.Cancellation));
            if (parsed.GetValue(json))
                session.Output.WriteLine(Json(place, summary));
            else
                foreach (var line in Plain(place, summary, parsed.GetValue(files)))
                    session.Output.WriteLine(line);
            return CommandLine.Success;
        });
        return command;
    }

    private static IEnumerable<string> Plain(ModelAddress address, ModelSummary summary, bool withFiles)
    {
        yield return address.ToString();
        var parts = new[]
        {
            summary.Technique,
            summary.Task,
            summary.Kind,
            summary.Property is { } property ? $"{property} in {summary.Unit}" : null,
            summary.Labels is { } labels ? Invariant($"{labels} labels") : null,
        };
        yield return Line("model", summary.Technique is null ? "library of known crystals" : string.Join(", ", parts.OfType<string>()));
        yield return Line("size", $"{ByteText.Of(summary.Bytes)} in {summary.Files.Count} files");
        yield return Line("licence", summary.License ?? "not named");
        if (summary.Source is { } source)
            yield return Line("pulled from", source);
        if (summary.Revision is { } revision)
            yield return Line("commit", revision);
        foreach (var (name, value) in summary.Metrics)
            yield return Line(name, double.IsInteger(value) ? Invariant($"{value:0}") : Invariant($"{value:0.####}"));
        if (!withFiles)
            yield break;
        foreach (var file in summary.Files)
            yield return $"  {file.Path}  {ByteText.Of(file.Size)}{(file.Sha256 is { } hash ? $"  {hash}" : "")}";
    }

    private static string Line(string name, string text) => $"  {name, -24}{text}";

    private static string Json(ModelAddress address, ModelSummary summary) =>
        JsonText.Line(
            new
            {
                address = address.ToString(),
                technique = summary.Technique,
                task = summary.Task,
                kind = summary.Kind,
                property = summary.Property,
                unit = summary.Unit,
                labels = summary.Labels,
                license = summary.License,
                source = summary.Source,
                revision = summary.Revision,
                bytes = summary.Bytes,
                metrics = summary.Metrics,
                files = summary.Files.Select(file => new
                {
                    path = file.Path,
                    size = file.Size,
                    sha256 = file.Sha256,
                }),
            }
        );
}
