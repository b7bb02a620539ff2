using System.Globalization;

namespace Debye.Cli.Shell;

/// <summary>
/// Sets the invariant culture on this thread until disposed. Numbers among the arguments are parsed by System.CommandLine in the
/// current culture, which would read 0.5 as 5 in Germany; the program's own numbers name their culture themselves.
/// </summary>
internal sealed class InvariantCulture : IDisposable
{
    private readonly (CultureInfo Numbers, CultureInfo Texts) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    /// <summary>Sets the invariant culture.</summary>
    public InvariantCulture() =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);

    /// <summary>Restores the culture of the caller.</summary>
    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_before.Numbers, _before.Texts);
}
