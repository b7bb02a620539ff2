using System.Globalization;
using System.Runtime.CompilerServices;

namespace Debye.TestSupport;

/// <summary>
/// The culture of the whole test process: what DEBYE_TEST_CULTURE names (such as de-DE), so that the suite shows that no host's culture
/// changes a number. Cultures come from ICU; where it is missing (invariant globalisation) they are built from the invariant culture.
/// </summary>
internal static class TestCulture
{
    private const string Variable = "DEBYE_TEST_CULTURE";

    /// <summary>The name asked for; empty is the invariant culture, null leaves that of the machine.</summary>
    public static string? Asked { get; } = Environment.GetEnvironmentVariable(Variable);

    /// <summary>A culture by its name: "" is the invariant one; de-DE, fr-FR and tr-TR are there on every machine.</summary>
    public static CultureInfo Named(string name)
    {
        if (name.Length == 0)
            return CultureInfo.InvariantCulture;
        return HasCultures ? CultureInfo.GetCultureInfo(name) : Built(name);
    }

    /// <summary>Whether this process knows cultures from ICU.</summary>
    public static bool HasCultures { get; } =
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).Any(culture => culture.Name == "de-DE");

    /// <summary>Where the culture of this process comes from, for the log.</summary>
    public static string Describe() =>
        Asked switch
        {
            null => $"culture of the machine ({CultureInfo.CurrentCulture.Name})",
            "" => "invariant culture",
            _ => $"culture {Asked}, {(HasCultures ? "from ICU" : "built from the invariant one because ICU is missing")}",
        };

    [ModuleInitializer]
    internal static void Set()
    {
        if (Asked is null)
            return;
        var culture = Named(Asked);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) = (culture, culture);
    }

    private static CultureInfo Built(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var numbers = culture.NumberFormat;
        var group = name is "fr-FR" ? "\u202f" : ".";
        (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator) = (",", group);
        (numbers.PercentDecimalSeparator, numbers.PercentGroupSeparator) = (",", group);
        (numbers.CurrencyDecimalSeparator, numbers.CurrencyGroupSeparator) = (",", group);
        numbers.PercentPositivePattern = name is "tr-TR" ? 2 : 0;
        culture.DateTimeFormat.ShortDatePattern = name is "fr-FR" ? "dd/MM/yyyy" : "dd.MM.yyyy";
        culture.TextInfo.ListSeparator = ";";
        return culture;
    }
}
