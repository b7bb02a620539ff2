using System.Globalization;

namespace Debye.TestSupport;

/// <summary>The run has the culture it was asked to have, on every thread.</summary>
public sealed class TestCultureTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Set_CultureOfTheRun_HoldsOnEveryThread()
    {
        output.WriteLine(TestCulture.Describe());
        var expected = TestCulture.Asked is { } name ? TestCulture.Named(name) : CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator.ShouldBe(expected.NumberFormat.NumberDecimalSeparator);
        var elsewhere = "";
        var thread = new Thread(() => elsewhere = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator);
        thread.Start();
        await Task.Run(thread.Join, TestContext.Current.CancellationToken);
        elsewhere.ShouldBe(expected.NumberFormat.NumberDecimalSeparator);
    }

    [Theory]
    [InlineData("de-DE", "-1.234,5")]
    [InlineData("fr-FR", "-1\u202f234,5")]
    [InlineData("tr-TR", "-1.234,5")]
    public void Named_CultureWithADecimalComma_WritesIt(string name, string expected) =>
        (-1234.5).ToString("n1", TestCulture.Named(name)).ShouldBe(expected);
}
