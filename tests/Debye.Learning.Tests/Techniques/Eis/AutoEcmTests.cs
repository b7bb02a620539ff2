using System.Numerics;
using Debye.Learning.Techniques.Eis;
using Debye.Numerics;
using Debye.Techniques.Eis.Fitting;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Eis;

public sealed class AutoEcmTests
{
    private const string TestSet = "data/eis/autoecm_test_1761.jsonl.gz";

    [Fact]
    public void Circuits_FromListedParameters_GiveTheListedSpectra()
    {
        var items = AutoEcmFiles.ReadSpectra(SharedData.Require(TestSet));
        items.Count.ShouldBe(1761);

        // The exponents listed for Rs_Ws are not those of its spectra; see the next test.
        var deviations = items
            .Where(item => item.Label != "Rs_Ws")
            .Select(item =>
            {
                var kind = EisCircuitClass.Find(item.Label)!;
                var own = kind.Circuit.Impedance(item.Spectrum.FrequencyHertz, kind.Values(item.Parameters!));
                return own.Select((z, i) => Complex.Abs(z - item.Spectrum.ImpedanceOhm[i]) / item.Spectrum.ImpedanceOhm[i].Magnitude).Max();
            })
            .Order()
            .ToArray();

        // Listed parameters have three digits.
        deviations[deviations.Length / 2].ShouldBeLessThan(2e-3);
        deviations[^1].ShouldBeLessThan(6e-2);
    }

    [Fact]
    public void WarburgSpectra_WithTheirOwnExponent_AreTheGeneralisedElements()
    {
        var kind = EisCircuitClass.Find("Rs_Ws")!;
        var items = AutoEcmFiles.ReadSpectra(SharedData.Require(TestSet)).Where(item => item.Label == kind.Name).ToArray();
        var options = new CircuitFitOptions { MaximumIterations = 1000 };
        var fits = CircuitFit.FitAll(kind.Circuit, [.. items.Select(item => item.Spectrum)], options, threads: 1);
        fits.Select(fit => Math.Sqrt(fit.ChiSquared / fit.Points)).Order().ElementAt(fits.Length / 2).ShouldBeLessThan(1e-8);
        var offsets = fits.Select(
                (fit, i) =>
                    EisCircuitClass.Find("Rs_Ws")!.Listed([.. fit.Parameters.Select(parameter => parameter.Value)])["W1_p"]
                    - items[i].Parameters!["W1_p"]
            )
            .ToArray();
        offsets.Select(Math.Abs).Order().ElementAt(fits.Length / 2).ShouldBeInRange(0.02, 0.2);
    }

    [Fact]
    public void Spectra_OfTheSet_LieOnItsGridsAndAreRoundedByItsRule()
    {
        var items = AutoEcmFiles.ReadSpectra(SharedData.Require(TestSet));
        var grids = AutoEcmListing.Grids.ToDictionary(grid => (grid.Length, Math.Round(grid[0], 6), Math.Round(grid[^1])));
        grids.Count.ShouldBe(48);
        foreach (var item in items)
        {
            var own = grids[
                (item.Spectrum.Length, Math.Round(item.Spectrum.FrequencyHertz[0], 6), Math.Round(item.Spectrum.FrequencyHertz[^1]))
            ];
            for (var i = 0; i < own.Length; i++)
                (own[i] / item.Spectrum.FrequencyHertz[i]).ShouldBe(1, 1e-8);
            var rounded = item.Spectrum.ImpedanceOhm.ToArray();
            AutoEcmListing.Round((Span<Complex>)rounded);
            for (var i = 0; i < own.Length; i++)
                Complex.Abs(rounded[i] / item.Spectrum.ImpedanceOhm[i] - 1).ShouldBeLessThan(1e-14);
        }
    }

    [Fact]
    public void Interpolated_FromSpectra_AreTheBenchmarks()
    {
        var spectra = AutoEcmFiles.ReadSpectra(SharedData.Require(TestSet)).ToDictionary(item => item.Id);
        var rows = AutoEcmFiles
            .ReadInterpolated(SharedData.Require("data/eis/autoecm_test_interp30_1865.csv.gz"))
            .Where(row => row.IsFiltered)
            .ToArray();
        rows.Length.ShouldBe(1761);
        var (features, values) = (EisFeatures.Create("interpolated-60-1"), new float[60]);
        foreach (var row in rows)
        {
            features.Compute(spectra[row.Id].Spectrum, values);
            var largest = row.Values[..30].Max();
            for (var i = 0; i < 60; i++)
                ((double)values[i]).ShouldBe(row.Values[i] / largest, 1e-6 * Math.Max(1, Math.Abs(row.Values[i] / largest)), row.Id);
        }
    }

    [Fact]
    public void Draw_SameState_SameSpectrumOfTheClass()
    {
        var rows = new AutoEcmRowSet(EisSamples.Rows(3));
        rows.Labels.ShouldBe(EisCircuitClass.Names);
        foreach (var label in rows.Labels)
        {
            var (first, second) = (new RandomSource(3), new RandomSource(3));
            var drawn = new AutoEcmSimulator(rows).Draw(label, ref first);
            drawn.Label.ShouldBe(label);
            drawn.Parameters!.Keys.Order().ShouldBe(EisCircuitClass.Find(label)!.ListedNames.Order());
            new AutoEcmSimulator(rows)
                .Draw(label, ref second)
                .Spectrum.ImpedanceOhm.ToArray()
                .ShouldBe(drawn.Spectrum.ImpedanceOhm.ToArray());
        }
    }

    [Fact]
    public void Split_SharesNoRow()
    {
        var (first, second) = new AutoEcmRowSet(EisSamples.Rows(10)).Split(0.3, seed: 2);
        second.Count.ShouldBe(24);
        first.Count.ShouldBe(56);
        var random = new RandomSource(1);
        var seen = Enumerable.Range(0, 200).Select(_ => first.Draw("Rs_Ws", ref random).Id).ToHashSet();
        Enumerable.Range(0, 50).Select(_ => second.Draw("Rs_Ws", ref random).Id).ShouldAllBe(id => !seen.Contains(id));
    }

    [Theory]
    [InlineData("{\"id\":1,\"circuit\":\"R-R\",\"freq\":[1],\"re\":[1],\"im\":[1]}", "R-R")]
    [InlineData("{\"id\":1,\"circuit\":\"RC-G-G\",\"freq\":[1,2],\"re\":[1],\"im\":[1]}", "2, 1 and 1")]
    [InlineData("{\"id\":1,\"circuit\":\"RC-G-G\",\"freq\":[-1],\"re\":[1],\"im\":[1]}", "above 0")]
    [InlineData("{\"id\":1,\"circuit\":\"RC-G-G\",\"freq\":[1],\"re\":[1],\"im\":[1],\"params\":{\"R1\":1}}", "C1")]
    [InlineData("{\"id\":1", "no JSON")]
    public void ReadSpectra_BadLine_IsNamed(string line, string reason)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("debye-ecm").FullName, "bad.jsonl.gz");
        EisSamples.WriteGzip(path, "\n" + line + "\n");
        var problem = Should.Throw<DataFormatException>(() => AutoEcmFiles.ReadSpectra(path));
        problem.Line.ShouldBe(2);
        problem.Message.ShouldContain(reason);
        problem.Message.ShouldNotContain("\n");
        File.WriteAllText(path, "no gzip");
        Should.Throw<DataFormatException>(() => AutoEcmFiles.ReadSpectra(path)).Message.ShouldContain("damaged");
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
