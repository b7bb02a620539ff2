using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Shell;

/// <summary>Options that mean the same in every command.</summary>
internal static class Options
{
    public static Option<bool> Json(string what = "one JSON document per input, one line each") =>
        new("--json") { Description = $"Print {what}, and nothing else, on standard output." };

    public static Option<string?> Out(
        string what = "Write the results to this file instead of standard output (.gz compresses); it appears only when complete.",
        bool required = false
    ) =>
        new("--out", "-o")
        {
            Description = what,
            HelpName = "FILE",
            Required = required,
        };

    public static Option<string?> Plot(string what) =>
        new("--plot") { Description = $"Draw {what}; for the second input FILE-2.svg, and so on.", HelpName = "FILE.svg" };

    public static Option<string?> Report() =>
        new("--report") { Description = "Write one self-contained page with tables and figures.", HelpName = "FILE.html" };

    public static Option<int> Threads()
    {
        var option = new Option<int>("--threads")
        {
            Description = "Number of threads.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        return Check(option, value => value is >= 1 and <= 4096, "--threads: expected 1…4096");
    }

    public static Option<ulong> Seed() =>
        new("--seed")
        {
            Description = "Seed: the same seed gives the same result.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };

    public static Option<double?> Wavelength(string standard) =>
        new("--wavelength", "-w")
        {
            Description = $"Wavelength in Å, or a tube line such as CuKa1, CuKa, CoKa1, MoKa. Default: {standard}.",
            HelpName = "Å|LINE",
            CustomParser = ParseWavelength,
        };

    public static Option<double> Tolerance() =>
        Check(
            new Option<double>("--tolerance")
            {
                Description = "Largest distance between an atom and its image, Å.",
                HelpName = "Å",
                DefaultValueFactory = _ => 0.01,
            },
            value => value is > 0 and <= 1,
            "--tolerance: expected a distance above 0, up to 1 Å"
        );

    /// <summary>Share of prototypes that is kept away from training, statistics and library for a test.</summary>
    public static Option<double> HeldOut(string what) =>
        Check(
            new Option<double>("--held-out")
            {
                Description = what,
                HelpName = "SHARE",
                DefaultValueFactory = _ => 0,
            },
            value => value is >= 0 and <= 0.5,
            "--held-out: expected 0…0.5"
        );

    /// <summary>A file or folder that the command reads.</summary>
    public static Argument<string> Path(string name, string what) => RefuseOptions(new Argument<string>(name) { Description = what });

    /// <summary>Files, folders or "-".</summary>
    public static Argument<string[]> Inputs(string what) =>
        RefuseOptions(new Argument<string[]>("FILE") { Description = what, Arity = ArgumentArity.OneOrMore });

    /// <summary>Adds a range check to an option.</summary>
    public static Option<T> Check<T>(Option<T> option, Predicate<T> holds, string message)
    {
        option.Validators.Add(result =>
        {
            try
            {
                if (!holds(result.GetValueOrDefault<T>()!))
                    result.AddError(message + ".");
            }
            catch (InvalidOperationException)
            {
                // The value is no number at all; the parser reports that by itself.
            }
        });
        return option;
    }

    /// <summary>Parses "5:90".</summary>
    public static (double Low, double High) ParseRange(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split(':');
        if (
            parts.Length == 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var low)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var high)
            && low > 0
            && high > low
            && high < 180
        )
            return (low, high);
        result.AddError(
            $"--two-theta: expected two angles in degrees such as 5:90, above 0 and below 180, got '{result.Tokens[0].Value}'."
        );
        return default;
    }

    /// <summary>A misspelt option must not pass as the name of a file.</summary>
    private static Argument<T> RefuseOptions<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.Length > 1 && token.Value[0] == '-')
                    result.AddError($"Unknown option '{token.Value}' (a file of that name is written ./{token.Value}).");
        });
        return argument;
    }

    private static double? ParseWavelength(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        try
        {
            var value = double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : XrdTables.WavelengthAngstrom(text);
            if (value is >= 0.1 and <= 5)
                return value;
            result.AddError($"--wavelength: expected 0.1…5 Å, got {text}.");
        }
        catch (ArgumentException problem)
        {
            result.AddError($"--wavelength: {problem.Message.Split(" (Parameter")[0]}");
        }

        return null;
    }
}
