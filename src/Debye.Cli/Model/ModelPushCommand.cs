using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Packages.Hub;

namespace Debye.Cli.Model;

/// <summary><c>debye model push</c>: a model package to elsewhere.</summary>
internal static class ModelPushCommand
{
    public static Command Create(Session session)
    {
        var folder = Options.Path("FOLDER", "The model package.");
        var address = ModelArguments.Address("Where to: hf://owner/name, https://host/path/ (files are written with PUT) or a folder.");
        var isPublic = new Option<bool>("--public")
        {
            Description =
                "Open a repository that this push creates to everybody; without it, it is private. One that exists stays as it is.",
        };
        var license = new Option<string?>("--license")
        {
            Description = "Licence for a model card that names none, such as cc-by-4.0 or mit.",
            HelpName = "ID",
        };
        var message = new Option<string?>("--message", "-m") { Description = "Title of the commit.", HelpName = "TEXT" };
        var prune = new Option<bool>("--prune") { Description = "Remove files of the repository that the package does not have." };
        var force = new Option<bool>("--force") { Description = "Replace a package in a folder." };
        var json = Options.Json("one JSON document that says what was sent");
        var command = new Command("push", "Store a model package on the hub, on a web host or in a folder; only what is new is sent.")
        {
            folder,
            address,
            isPublic,
            license,
            message,
            prune,
            force,
            json,
        };
        HelpWithExamples.Add(
            command,
            [
                .. ModelArguments.Notes,
                "A README.md without YAML lines at its head gets them on the way (licence, technique, task, metrics); the "
                    + "folder stays as it is.",
                "debye model push models/xrd-spacegroup hf://lab/xrd-spacegroup --license cc-by-4.0",
                "debye model push models/xrd-spacegroup hf://lab/xrd-spacegroup@v2 --message \"Trained for two hours\" --public",
                "debye model push models/eis-circuit /net/models/eis-circuit",
            ]
        );
        command.SetAction(parsed =>
        {
            var usual = new ModelPushOptions();
            var options = usual with
            {
                Public = parsed.GetValue(isPublic),
                License = parsed.GetValue(license),
                Message = parsed.GetValue(message) ?? usual.Message,
                Prune = parsed.GetValue(prune),
                Replace = parsed.GetValue(force),
            };
            Require(options);
            var to = ModelAddress.Parse(parsed.GetValue(address)!);
            var result = ModelArguments.With(
                session,
                exchange => exchange.PushAsync(parsed.GetValue(folder)!, to, options, session.Cancellation)
            );
            if (result.NotInPackage.Count > 0)
                session.Say(
                    $"{to} also has files that are not part of the package (--prune removes them): {string.Join(", ", result.NotInPackage)}"
                );
            session.Output.WriteLine(parsed.GetValue(json) ? Json(to, result) : Plain(result));
            return CommandLine.Success;
        });
        return command;
    }

    private static void Require(ModelPushOptions options)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message);
        }
    }

    private static string Plain(ModelPushResult result)
    {
        var revision = result.Revision is { } commit ? $", commit {commit}" : "";
        return Invariant($"{result.Place}: {result.Files} files, {result.Sent} sent ({ByteText.Of(result.SentBytes)}){revision}");
    }

    private static string Json(ModelAddress to, ModelPushResult result) =>
        JsonText.Line(
            new
            {
                address = to.ToString(),
                place = result.Place,
                revision = result.Revision,
                files = result.Files,
                sent = result.Sent,
                sentBytes = result.SentBytes,
                notInPackage = result.NotInPackage,
            }
        );
}
