using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Packages.Hub;

namespace Debye.Cli.Model;

/// <summary><c>debye model pull</c>: a model package from elsewhere.</summary>
internal static class ModelPullCommand
{
    public static Command Create(Session session)
    {
        var address = ModelArguments.Address("Where the package is: hf://owner/name, https://host/path/ or a folder.");
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Folder to make. Default: a folder of the package's name in DEBYE_MODELS, or else in ./models.",
            HelpName = "DIR",
        };
        var force = new Option<bool>("--force") { Description = "Replace a model package in that folder." };
        var json = Options.Json("one JSON document with the files and their SHA-256");
        var command = new Command("pull", "Fetch a model package; files are checked, and an interrupted pull resumes.")
        {
            address,
            output,
            force,
            json,
        };
        HelpWithExamples.Add(
            command,
            [
                .. ModelArguments.Notes,
                "What arrives is data alone (JSON, text, safetensors, tree and library files, PNG); anything else is refused.",
                "debye model pull hf://lab/xrd-spacegroup",
                "debye model pull hf://lab/xrd-spacegroup@v2 --out models/xrd-v2",
                "debye model pull https://models.example.org/eis-circuit/ --force",
            ]
        );
        command.SetAction(parsed =>
        {
            var from = ModelAddress.Parse(parsed.GetValue(address)!);
            var folder = parsed.GetValue(output) ?? Folder(from);
            var result = ModelArguments.With(session, exchange => PullAsync(exchange, from, folder, parsed.GetValue(force), session));
            session.Output.WriteLine(parsed.GetValue(json) ? Json(from, result) : Plain(from, result));
            return CommandLine.Success;
        });
        return command;
    }

    private static string Folder(ModelAddress from)
    {
        var name = from.Name ?? throw new UsageException($"{from} has no name for a folder; give one with --out");
        return Path.Combine(Environment.GetEnvironmentVariable("DEBYE_MODELS") is { Length: > 0 } named ? named : "models", name);
    }

    private static async Task<ModelPullResult> PullAsync(
        ModelExchange exchange,
        ModelAddress from,
        string folder,
        bool replace,
        Session session
    )
    {
        try
        {
            return await exchange.PullAsync(from, folder, replace, session.Cancellation);
        }
        catch (OperationCanceledException)
        {
            session.Say("what has arrived is kept; the same command goes on from there");
            throw;
        }
    }

    private static string Plain(ModelAddress from, ModelPullResult result)
    {
        var files = result.Manifest.Files;
        var revision = result.Manifest.Revision is { } commit ? $", commit {commit}" : "";
        var check = result.Unchecked == 0 ? "all checked" : Invariant($"{result.Unchecked} of them without a hash to compare with");
        return $"{from}: {files.Count} files, {ByteText.Of(files.Sum(file => file.Size))}{revision}, {check}: {result.Folder}";
    }

    private static string Json(ModelAddress from, ModelPullResult result) =>
        JsonText.Line(
            new
            {
                address = from.ToString(),
                folder = result.Folder,
                revision = result.Manifest.Revision,
                bytes = result.Manifest.Files.Sum(file => file.Size),
                notCompared = result.Unchecked,
                files = result.Manifest.Files.Select(file => new
                {
                    path = file.Path,
                    size = file.Size,
                    sha256 = file.Sha256,
                }),
            }
        );
}
