using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Crystal;

namespace Debye.Cli.Crystal;

/// <summary>The labelled crystals of a command: argument DATA and the options that go with it.</summary>
internal sealed class CrystalDataArguments(string usualPart)
{
    private readonly Argument<string> _data = Options.Path(
        "DATA",
        "Recipe (.json), folder with id_prop.csv and CIFs as CGCNN has it, or CSV of targets with --structures."
    );
    private readonly Option<string?> _structures = new("--structures")
    {
        Description = "Structures of a CSV: JSON lines, or a folder with ID.cif.",
        HelpName = "FILE|DIR",
    };
    private readonly Option<string> _column = new("--column")
    {
        Description = "Column of the target in a CSV with a header.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "target",
    };
    private readonly Option<string> _part = Options.Check(
        new Option<string>("--part")
        {
            Description = "Part of a recipe's split: val, test or all.",
            HelpName = "PART",
            DefaultValueFactory = _ => usualPart,
        },
        value => value is "val" or "test" or "all",
        "--part: expected val, test or all"
    );

    public void AddTo(Command command)
    {
        command.Arguments.Add(_data);
        foreach (var option in (Option[])[_structures, _column, _part])
            command.Options.Add(option);
    }

    public IReadOnlyList<CrystalExample> Read(ParseResult parsed, CrystalModel model, int threads, Session session) =>
        CrystalSource.Read(
            parsed.GetValue(_data)!,
            parsed.GetValue(_structures),
            parsed.GetValue(_column)!,
            parsed.GetValue(_part)!,
            model,
            threads,
            problem => session.Report(problem)
        );

    public string Name(ParseResult parsed) =>
        parsed.GetValue(_data)!.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? parsed.GetValue(_part)!
            : Path.GetFileName(Path.TrimEndingDirectorySeparator(parsed.GetValue(_data)!));
}
