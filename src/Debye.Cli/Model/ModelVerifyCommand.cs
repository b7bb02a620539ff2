using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Packages;
using Debye.Learning.Packages.Hub;
using Debye.Learning.Techniques;
using Debye.Learning.Training;

namespace Debye.Cli.Model;

/// <summary><c>debye model verify</c>: whether a model package is whole.</summary>
internal static class ModelVerifyCommand
{
    public static Command Create(Session session)
    {
        var folder = Options.Path("FOLDER", "The model package.");
        var against = Options.Check(
            new Option<string?>("--against")
            {
                Description = "Place to compare with. Default: the package's own manifest.json.",
                HelpName = "ADDRESS",
            },
            address => ModelArguments.Problem(address) is null,
            "--against: expected hf://owner/name, https://host/path/ or a folder"
        );
        var json = Options.Json("one JSON document with the problems");
        var command = new Command("verify", "Check a model package: hashes right, nothing missing, nothing surplus, nothing but data.")
        {
            folder,
            against,
            json,
        };
        HelpWithExamples.Add(
            command,
            [
                .. ModelArguments.Notes,
                "A package that was pulled or pushed to a folder has a manifest.json; without one, and without --against, "
                    + "hashes are not compared.",
                "Each problem is one line, and the exit code is then 1.",
                "debye model verify models/xrd-spacegroup",
                "debye model verify models/xrd-spacegroup --against hf://lab/xrd-spacegroup",
            ]
        );
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(folder)!;
            var other = parsed.GetValue(against) is { } address ? ModelAddress.Parse(address) : null;
            var result = ModelArguments.With(session, exchange => exchange.VerifyAsync(path, other, session.Cancellation));
            var mustOpen = result.ComparedWith is null or PackageHeader.FileName;
            if (mustOpen && result.Problems.Count == 0 && LoadProblem(path) is { } missing)
                result = result with { Problems = [missing] };
            foreach (var problem in result.Problems)
                session.Report($"{path}: {problem}");
            if (parsed.GetValue(json))
                session.Output.WriteLine(Json(path, result));
            else if (result.Problems.Count == 0)
                session.Output.WriteLine(Plain(path, result));
            return result.Problems.Count == 0 ? CommandLine.Success : CommandLine.Failure;
        });
        return command;
    }

    /// <summary>What keeps a model from answering: opening it looks at every part that its technique needs.</summary>
    private static string? LoadProblem(string folder)
    {
        var (id, task) = ModelPackage.TechniqueOf(Path.Combine(folder, "config.json"));
        if (task == "image-base" || TechniqueRegistry.All.Find(id)?.Answers is not { } answers)
            return null;
        try
        {
            answers.Open(folder, new SettingValues(answers.Settings, new Dictionary<string, object>()), new RunContext()).Dispose();
            return null;
        }
        catch (DataFormatException problem)
        {
            return problem.Message;
        }
    }

    private static string Plain(string path, ModelVerification result)
    {
        var hashes = result.ComparedWith is { } with ? $"SHA-256 as in {with}" : "no manifest.json: hashes not compared";
        return Invariant($"{path}: {result.Files} files, {ByteText.Of(result.Bytes)}: sound; {hashes}");
    }

    private static string Json(string path, ModelVerification result) =>
        JsonText.Line(
            new
            {
                folder = path,
                sound = result.Problems.Count == 0,
                comparedWith = result.ComparedWith,
                files = result.Files,
                bytes = result.Bytes,
                problems = result.Problems,
            }
        );
}
