using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Debye.Cli.Shell;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Cli.Eis;

/// <summary>Circuits, parameters, frequencies and constraints as they are written on the command line.</summary>
internal static class EisArguments
{
    public static Option<string> CircuitOption() =>
        new("--circuit", "-c")
        {
            Description =
                "Equivalent circuit, as R0-p(R1,CPE1) or in Boukamp's code R(RQ); values, limits and fixed parameters in "
                + "braces: CPE1{1e-5,0.9F/0.5/1}.",
            HelpName = "CIRCUIT",
            Required = true,
        };

    public static Circuit ParseCircuit(string text)
    {
        try
        {
            return Circuit.Parse(text);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException($"--circuit: {Sentence(problem)}");
        }
    }

    /// <summary>"R0=10,CPE1_0=1e-5" for parameters of a circuit.</summary>
    public static ImmutableDictionary<string, double> ParseValues(string option, string? text, Circuit circuit)
    {
        var values = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var item in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pair = item.Split('=', StringSplitOptions.TrimEntries);
            if (
                pair.Length != 2
                || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
            )
                throw new UsageException($"{option}: expected NAME=NUMBER, got '{item}'");
            if (circuit.Parameters.All(parameter => parameter.Name != pair[0]))
                throw new UsageException(
                    $"{option}: the circuit has no parameter '{pair[0]}'; it has "
                        + $"{string.Join(" ", circuit.Parameters.Select(parameter => parameter.Name))}"
                );
            if (value <= 0 && circuit.Parameters[circuit.IndexOf(pair[0])].Definition.IsLogarithmic)
                throw new UsageException(Invariant($"{option}: {pair[0]} must be above 0, is {value}"));
            if (!values.TryAdd(pair[0], value))
                throw new UsageException($"{option}: {pair[0]} is given twice");
        }

        return values.ToImmutable();
    }

    /// <summary>"1e-1:1e5:60".</summary>
    public static double[] ParseFrequencies(string text)
    {
        var parts = text.Split(':');
        if (
            parts.Length == 3
            && Positive(parts[0], out var low)
            && Positive(parts[1], out var high)
            && int.TryParse(parts[2], CultureInfo.InvariantCulture, out var count)
            && count is >= 2 and <= 1_000_000
        )
            return FrequencyGrid.Logarithmic(low, high, count);
        throw new UsageException($"--frequencies: expected FIRST:LAST:POINTS in Hz such as 1e-1:1e5:60, got '{text}'");
    }

    /// <summary>"R2&gt;=R1" or "R2=2*R1".</summary>
    public static ParameterConstraint ParseConstraint(string text)
    {
        var isEquality = !text.Contains(">=", StringComparison.Ordinal);
        var sides = text.Split(isEquality ? "=" : ">=", StringSplitOptions.TrimEntries);
        var product = sides.Length == 2 ? sides[1].Split('*', StringSplitOptions.TrimEntries) : [];
        var factor = 1.0;
        if (product.Length is < 1 or > 2 || (product.Length == 2 && !Positive(product[0], out factor)))
            throw new UsageException($"--constraint: expected PARAMETER=OTHER, PARAMETER>=OTHER or PARAMETER=2*OTHER, got '{text}'");
        return new ParameterConstraint(sides[0], product[^1], isEquality, factor);
    }

    public static string Sentence(ArgumentException problem) => problem.Message.Split(" (Parameter '")[0];

    private static bool Positive(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && value > 0;
}
