using System.CommandLine;
using Debye.Learning.Data;

namespace Debye.Cli.Data;

/// <summary>What the commands of <c>debye data</c> share.</summary>
internal static class DataArguments
{
    /// <summary>Lines of help about where data sets lie.</summary>
    public static readonly string[] Notes =
    [
        "Recipes name a file of a set as data:SET/FILE. It is looked for in the cache folder (DEBYE_DATA, or else the user's cache folder:",
        "~/.cache/debye on Linux), one folder a set, and then in the folder of reference data that DEBYE_SHARED names.",
    ];

    /// <summary>Names of sets; an unknown one is a wrong command line.</summary>
    public static Argument<string[]> Names(string what, ArgumentArity arity)
    {
        var argument = new Argument<string[]>("NAME") { Description = what, Arity = arity };
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (DataCatalog.Bundled.Find(token.Value) is null)
                    result.AddError($"There is no data set '{token.Value}'; 'debye data list' shows those there are.");
        });
        return argument;
    }

    /// <summary>The sets of the names, or all where none is named.</summary>
    public static IReadOnlyList<DataSet> Sets(string[]? names) =>
        names is null or [] ? DataCatalog.Bundled.Sets : [.. names.Select(DataCatalog.Bundled.Require)];
}
