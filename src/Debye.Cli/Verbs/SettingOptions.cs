using System.Collections.Immutable;
using System.CommandLine;
using Debye.Learning.Techniques;

namespace Debye.Cli.Verbs;

/// <summary>The settings of a verb as options of a command.</summary>
internal sealed class SettingOptions
{
    private readonly ImmutableArray<Setting> _settings;
    private readonly Dictionary<string, Option> _options = new(StringComparer.Ordinal);

    /// <summary>Makes one option for each setting.</summary>
    public SettingOptions(ImmutableArray<Setting> settings)
    {
        _settings = settings;
        foreach (var setting in settings)
            _options[setting.Name] = setting.Kind switch
            {
                SettingKind.Flag => new Option<bool>($"--{setting.Name}"),
                SettingKind.Whole => Typed<long>(setting),
                SettingKind.Number => Typed<double>(setting),
                _ => Typed<string?>(setting),
            };
        foreach (var setting in settings)
        {
            var option = _options[setting.Name];
            option.Description = setting.Description;
            option.HelpName = setting.ValueName;
            option.Required = setting.IsRequired;
            if (setting.Short is { } letter)
                option.Aliases.Add($"-{letter}");
        }
    }

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var setting in _settings)
            command.Options.Add(_options[setting.Name]);
    }

    /// <summary>The values of a command line.</summary>
    public SettingValues Values(ParseResult parsed)
    {
        var given = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var setting in _settings)
        {
            object? value = setting.Kind switch
            {
                SettingKind.Flag => parsed.GetValue((Option<bool>)_options[setting.Name]),
                SettingKind.Whole => parsed.GetValue((Option<long>)_options[setting.Name]),
                SettingKind.Number => parsed.GetValue((Option<double>)_options[setting.Name]),
                _ => parsed.GetValue((Option<string?>)_options[setting.Name]),
            };
            if (value is not null)
                given[setting.Name] = value;
        }

        return new SettingValues(_settings, given);
    }

    private static Option<T> Typed<T>(Setting setting)
    {
        var option = new Option<T>($"--{setting.Name}");
        if (setting.Default is T usual)
            option.DefaultValueFactory = _ => usual;
        option.Validators.Add(result =>
        {
            try
            {
                if (result.GetValueOrDefault<T>() is { } value && setting.Complaint(value) is { } complaint)
                    result.AddError(complaint + ".");
            }
            catch (InvalidOperationException)
            {
                // The value is no number at all; the parser reports that by itself.
            }
        });
        return option;
    }
}
