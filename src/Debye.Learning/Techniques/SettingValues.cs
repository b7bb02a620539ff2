using System.Collections.Immutable;

namespace Debye.Learning.Techniques;

/// <summary>Values of the settings of a verb; one that was not given has its default.</summary>
/// <param name="settings">The settings there are.</param>
/// <param name="given">Values by name: bool, long, double or string.</param>
public sealed class SettingValues(ImmutableArray<Setting> settings, IReadOnlyDictionary<string, object> given)
{
    /// <summary>A flag.</summary>
    public bool Flag(string name) => Value(name) is true;

    /// <summary>A whole number.</summary>
    public int Whole(string name) => checked((int)(long)Value(name)!);

    /// <summary>A number.</summary>
    public double Number(string name) => (double)Value(name)!;

    /// <summary>A text; null where none was given and there is no default.</summary>
    public string? Text(string name) => (string?)Value(name);

    private object? Value(string name)
    {
        var setting =
            settings.FirstOrDefault(own => own.Name == name) ?? throw new ArgumentException($"There is no setting '{name}'.", nameof(name));
        return given.GetValueOrDefault(name) ?? setting.Default;
    }
}
