using System.Globalization;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>What a circuit string says of a parameter; null where it says nothing.</summary>
/// <param name="Value">Value, in the parameter's unit.</param>
/// <param name="IsFixed">Whether a fit leaves it alone.</param>
/// <param name="Lower">Smallest value.</param>
/// <param name="Upper">Largest value.</param>
public readonly record struct ParameterSetting(double? Value, bool IsFixed = false, double? Lower = null, double? Upper = null)
{
    /// <summary>The setting as in circuit strings: value, F when fixed, /lower/upper.</summary>
    public override string ToString()
    {
        var value = Value is { } number ? Text(number) : "?";
        var limits =
            Lower is null && Upper is null ? "" : $"/{(Lower is { } low ? Text(low) : "")}/{(Upper is { } high ? Text(high) : "")}";
        return value + (IsFixed ? "F" : "") + limits;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
