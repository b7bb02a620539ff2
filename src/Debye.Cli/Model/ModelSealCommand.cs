using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Packages;

namespace Debye.Cli.Model;

/// <summary><c>debye model seal</c>: lists the files of a package that has no header, or was changed on purpose.</summary>
internal static class ModelSealCommand
{
    public static Command Create(Session session)
    {
        var folder = Options.Path("FOLDER", "The model package.");
        var command = new Command("seal", "List every file of a package with its SHA-256 in package.json, as it now is.") { folder };
        HelpWithExamples.Add(
            command,
            "Gives a package of format 1 its header, and accepts what was changed by hand: do so only when you know why.",
            "A package whose files do not agree with package.json is refused by every command.",
            "debye model seal models/mine"
        );
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(folder)!;
            var config = Path.Combine(path, "config.json");
            if (!File.Exists(config))
                throw new DataFormatException(path, 0, "no model package: config.json is missing");
            var (technique, task) = ModelPackage.TechniqueOf(config);
            ModelPackage.Seal(path, technique, task);
            session.Output.WriteLine(Invariant($"{path}: {PackageHeader.Read(path)!.Files.Length} files in {PackageHeader.FileName}"));
            return CommandLine.Success;
        });
        return command;
    }
}
