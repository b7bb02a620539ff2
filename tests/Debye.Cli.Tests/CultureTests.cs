using System.Globalization;
using Debye.TestSupport;

namespace Debye.Cli.Tests;

/// <summary>
/// The command reads its arguments and prints its numbers alike in every culture, and leaves the caller's culture as it was.
/// </summary>
public sealed class CultureTests(CliFixture cli) : IClassFixture<CliFixture>
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("fr-FR")]
    [InlineData("tr-TR")]
    public void Run_UnderAHostsCulture_PrintsTheSame(string culture)
    {
        foreach (var arguments in Commands())
        {
            var expected = Under("", arguments);
            expected.Output.ShouldContain(".");
            var actual = Under(culture, arguments);
            (actual.Code, actual.Output, actual.Error).ShouldBe((0, expected.Output, expected.Error), string.Join(' ', arguments));
        }
    }

    private IEnumerable<string[]> Commands()
    {
        string[] circuit = ["--circuit", "R0-p(R1,CPE1)", "--parameters", "R0=10.5,R1=100.25,CPE1_0=1.5e-5,CPE1_1=0.9"];
        yield return ["xrd", "simulate", cli.At("salt.cif"), "--json", "--wavelength", "MoKa1"];
        yield return ["xrd", "simulate", cli.At("salt.cif"), "--wavelength", "0.7093"];
        yield return ["eis", "simulate", .. circuit, "--noise", "0.015", "--seed", "3"];
        yield return ["pdf", "simulate", cli.At("salt.cif"), "--json"];
        yield return ["crystal", "symmetry", cli.At("salt.cif"), "--json"];
    }

    private CliResult Under(string culture, string[] arguments)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var host = TestCulture.Named(culture);
            CultureInfo.CurrentCulture = host;
            var result = cli.Run(arguments);
            CultureInfo.CurrentCulture.ShouldBeSameAs(host);
            return result;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
