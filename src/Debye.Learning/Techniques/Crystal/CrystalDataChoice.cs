using System.Collections.Immutable;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Labelled crystals as verbs take them: a recipe, a folder as CGCNN has it, or a table with structures.</summary>
public static class CrystalDataChoice
{
    /// <summary>What may be named as data.</summary>
    public const string Description =
        "Recipe (.json), folder with id_prop.csv and CIFs as CGCNN has it, or CSV of targets with --structures.";

    /// <summary>The settings that go with the data.</summary>
    /// <param name="usualPart">Part of a recipe's split where none is given.</param>
    public static ImmutableArray<Setting> Settings(string usualPart) =>
        [
            new("structures", SettingKind.Text, "Structures of a CSV: JSON lines, or a folder with ID.cif.") { ValueName = "FILE|DIR" },
            new("column", SettingKind.Text, "Column of the target in a CSV with a header.") { ValueName = "NAME", Default = "target" },
            new("part", SettingKind.Text, "Part of a recipe's split: val, test or all.")
            {
                ValueName = "PART",
                Default = usualPart,
                Choices = ["val", "test", "all"],
            },
        ];

    /// <summary>Reads the crystals; bad rows are skipped.</summary>
    /// <param name="data">Recipe, folder or table.</param>
    /// <param name="settings">Values of <see cref="Settings"/>.</param>
    /// <param name="model">The model that they are for.</param>
    /// <param name="context">Threads, and where problems go.</param>
    public static IReadOnlyList<CrystalExample> Read(string data, SettingValues settings, CrystalModel model, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        return CrystalSource.Read(
            data,
            settings.Text("structures"),
            settings.Text("column")!,
            settings.Text("part")!,
            model,
            context.Threads,
            problem => context.Progress.Skip("", new FormatException(problem))
        );
    }

    /// <summary>Name of the data: the part of a recipe, or the file.</summary>
    public static string Name(string data, SettingValues settings)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(settings);
        return data.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? settings.Text("part")!
            : Path.GetFileName(Path.TrimEndingDirectorySeparator(data));
    }
}
