using System.Collections.Immutable;

namespace Debye.Learning.Techniques;

/// <summary>What values a setting takes.</summary>
public enum SettingKind
{
    /// <summary>On or off.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text, such as a file.</summary>
    Text,
}

/// <summary>A setting of a verb, as every front end offers it: <c>--name VALUE</c> on the command line, a field of a form.</summary>
/// <param name="Name">Name in lower case with dashes, such as "noise-kind".</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="Description">One sentence for users.</param>
public sealed record Setting(string Name, SettingKind Kind, string Description)
{
    /// <summary>What stands for the value in help, such as "FILE"; null for a flag.</summary>
    public string? ValueName { get; init; }

    /// <summary>One letter that may be used instead of the name; null for none.</summary>
    public char? Short { get; init; }

    /// <summary>Value where none is given: a bool, long, double or string; null for none.</summary>
    public object? Default { get; init; }

    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The values allowed; empty for any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Whether a value is allowed; null for any.</summary>
    public Predicate<object>? IsAllowed { get; init; }

    /// <summary>What is expected where <see cref="IsAllowed"/> does not hold, such as "1…230".</summary>
    public string Expected { get; init; } = "";

    /// <summary>What is wrong with a value, one sentence; null where nothing is.</summary>
    public string? Complaint(object value) =>
        IsAllowed?.Invoke(value) == false ? $"--{Name}: expected {Expected}"
        : !Choices.IsEmpty && !Choices.Contains((string)value) ? $"--{Name}: expected one of {string.Join(", ", Choices)}"
        : null;

    /// <summary>Number of candidates.</summary>
    /// <param name="usual">Where none is given.</param>
    /// <param name="most">Largest number allowed.</param>
    public static Setting Top(int usual, int most = int.MaxValue) =>
        new("top", SettingKind.Whole, "Number of candidates.")
        {
            ValueName = "N",
            Default = (long)usual,
            IsAllowed = value => (long)value >= 1 && (long)value <= most,
            Expected = most == int.MaxValue ? "1 or more" : Invariant($"1…{most}"),
        };

    /// <summary>Coverage of prediction sets or intervals.</summary>
    public static Setting Coverage(string what = "Probability with which the prediction set is to hold the truth.") =>
        new("coverage", SettingKind.Number, what)
        {
            ValueName = "P",
            Default = 0.9,
            IsAllowed = value => value is > 0.0 and < 1.0,
            Expected = "a number between 0 and 1",
        };
}
