using Debye.Techniques.Spectra;
using Debye.Techniques.Spectra.Lines;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Spectra.Lines;

public sealed class PromptGammaTests
{
    private const double BinKeV = 2.8649;
    private static readonly Lazy<(MaterialSpectrum[] Spectra, string[] Labels)> Measured = new(Read);

    [Fact]
    public void All_Lines_AreSortedPhysicalAndUnique()
    {
        PromptGammaLines.All.Length.ShouldBe(537);
        PromptGammaLines.All.Distinct().Count().ShouldBe(537);
        PromptGammaLines.All.ShouldAllBe(line => line.EnergyKeV > 70 && line.EnergyKeV < 11_500 && line.CrossSectionBarn > 0);
        foreach (var element in PromptGammaLines.All.Select(line => line.Element).Distinct())
        {
            var energies = PromptGammaLines.Of(element).Select(line => line.EnergyKeV).ToArray();
            energies.ShouldBe(energies.Order());
        }
    }

    [Theory]
    [InlineData("H", 2223.25, 0.3326)]
    [InlineData("B", 477.595, 716)]
    [InlineData("C", 4945.3, 0.00261)]
    [InlineData("N", 10829.1, 0.0113)]
    [InlineData("Cl", 1164.87, 8.91)]
    [InlineData("Fe", 7631.14, 0.653)]
    [InlineData("Fe", 7645.55, 0.549)]
    [InlineData("Gd", 181.93, 7200)]
    public void Within_KnownLine_AgreesWithTheEvaluatedOne(string element, double energyKeV, double crossSectionBarn)
    {
        // Evaluated values of IAEA STI/PUB/1263; two measurements of the same line agree within some percent.
        var line = PromptGammaLines.Within(energyKeV - 0.5, energyKeV + 0.5).Single(line => line.Element == element);
        line.CrossSectionBarn.ShouldBe(crossSectionBarn, 0.07 * crossSectionBarn);
    }

    [Fact]
    public void Assign_MadeSpectrum_NamesLinesEscapesAndAnnihilationOnly()
    {
        var spectrum = Made(("Fe", 4e5), ("H", 4e5));
        var peaks = new PromptGammaPeaks(spectrum);
        peaks.Describe(2215, 2230).ShouldBe("H 2223.3 keV");
        peaks.Describe(7620, 7655).ShouldBe("Fe 7631.1 keV; Fe 7645.5 keV");
        peaks.Describe(1705, 1719).ShouldBe("H 2223.3 keV, single escape");
        peaks.Describe(505, 517).ShouldBe("annihilation 511 keV");
        peaks.Describe(3000, 3015).ShouldBeNull();
        var named = peaks.Assign(112, 11_000);
        // Among the weakest, an escape peak may fall on a line of another element by chance.
        named.Length.ShouldBeGreaterThan(20);
        named[..15]
            .Select(assignment => assignment.Line?.Element ?? "annihilation")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe(["Fe", "H", "annihilation"]);
    }

    [Fact]
    public void Assign_LoneLineOfAnElementWithManyLines_IsNotNamed()
    {
        // A peak at the strongest line of chlorine, none at its others.
        var spectrum = Made([], 1164.8);
        new PromptGammaPeaks(spectrum).Describe(1155, 1175).ShouldBeNull();
        new PromptGammaPeaks(spectrum, new PromptGammaOptions { LeastSupport = 0, LeastShare = 0 }).Describe(1155, 1175).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Steel", "Fe 7631.1 keV", "Fe 7645.5 keV", "Fe 352.3 keV")]
    [InlineData("Titanium Alloy", "Ti 1381.7 keV", "Ti 341.7 keV", "Ti 6760.0 keV")]
    [InlineData("Concrete", "H 2223.3 keV", "Si 3539.0 keV", "Ca 1942.7 keV")]
    [InlineData("Graphite/Urea Mixture", "H 2223.3 keV", "N 1884.9 keV", "N 10829.1 keV")]
    [InlineData("Forensic Glass", "Na 472.2 keV", "Si 3539.0 keV", "Ca 1942.7 keV")]
    [InlineData("Coal and Coke", "S 841.0 keV", "H 2223.3 keV", "C 4945.3 keV")]
    [InlineData("Lubricating Oil", "H 2223.3 keV", "H 2223.3 keV, single escape", "annihilation 511 keV")]
    [InlineData("Dolomitic Limestone", "Ca 1942.7 keV", "Mg 585.0 keV", "Mg 3916.7 keV")]
    [InlineData("Phosphate Rock", "P 636.6 keV", "Ca 6419.7 keV", "B 477.6 keV")]
    [InlineData("Zircaloy", "Zr 1206.9 keV", "Zr 1229.2 keV", "Cr 749.1 keV")]
    public void Assign_MeasuredMaterial_NamesWhatItIsMadeOf(string material, params string[] expected)
    {
        var (spectra, labels) = Measured.Value;
        var names = new PromptGammaPeaks(spectra[Array.IndexOf(labels, material)])
            .Assign(112, 11_700)
            .Select(assignment => assignment.ToString())
            .ToHashSet();
        foreach (var name in expected)
            names.ShouldContain(name.Replace("585.0", "584.9"));
    }

    [Fact]
    public void Assign_MeasuredHydrogen_LiesWithinABinOfTheTable()
    {
        var (spectra, labels) = Measured.Value;
        foreach (var i in Enumerable.Range(0, labels.Length).Where(i => labels[i] is "Biomass" or "Fuel Oil" or "Lubricating Oil"))
            new PromptGammaPeaks(spectra[i]).Assign(2215, 2232)[0].PeakKeV.ShouldBe(2223.26, BinKeV);
    }

    [Fact]
    public void Constructor_OtherAxis_Throws()
    {
        var axis = Enumerable.Range(0, 32).Select(i => (double)i).ToArray();
        Should.Throw<ArgumentException>(() => new PromptGammaPeaks(new MaterialSpectrum(SpectrumAxisUnit.Nanometre, axis, axis)));
        Should.Throw<ArgumentException>(() =>
            new PromptGammaPeaks(new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, axis[..8], axis[..8]))
        );
        Should.Throw<ArgumentOutOfRangeException>(() => new PromptGammaOptions { ToleranceKeV = 0 }.Validate());
    }

    private static MaterialSpectrum Made(params (string Element, double Amount)[] elements) => Made(elements, null);

    /// <summary>
    /// Gaussian peaks of 4 keV over a falling continuum, with the rough efficiency that is assumed and no noise but a ripple.
    /// </summary>
    private static MaterialSpectrum Made((string Element, double Amount)[] elements, double? lone)
    {
        var axis = Enumerable.Range(0, 4056).Select(i => 112.4 + BinKeV * i).ToArray();
        var counts = axis.Select((energy, i) => 2e5 * Math.Pow(energy / 1000, -1.2) * (1 + 1e-3 * Math.Sin(2.5 * i))).ToArray();
        void Add(double energy, double area)
        {
            for (var i = 0; i < axis.Length; i++)
                counts[i] += area * BinKeV / (1.7 * 2.5066) * Math.Exp(-0.5 * Math.Pow((axis[i] - energy) / 1.7, 2));
        }

        foreach (var (element, amount) in elements)
        foreach (var line in PromptGammaLines.Of(element))
        {
            var area = amount * line.CrossSectionBarn * Math.Pow(Math.Max(line.EnergyKeV, 200) / 1000, -0.8);
            Add(line.EnergyKeV, area);
            if (line.EnergyKeV < 1500)
                continue;
            Add(line.EnergyKeV - 511, 0.1 * (line.EnergyKeV - 1022) / 1000 * area);
            Add(511, 0.1 * area);
        }

        if (lone is { } energyKeV)
            Add(energyKeV, 1e5);
        return new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, axis, counts);
    }

    private static (MaterialSpectrum[] Spectra, string[] Labels) Read()
    {
        var spectra = SpectraReader.ReadAll(SharedData.Require("data/spectra/pgaa/X.csv.gz"));
        var labels = File.ReadLines(SharedData.Require("data/spectra/pgaa/y.csv")).Skip(1).Select(line => line.Split(',')[1]).ToArray();
        return (
            [.. spectra.Select(spectrum => spectrum.WithPoints(SpectrumAxisUnit.KiloElectronVolt, spectrum.Axis, spectrum.Intensity))],
            labels
        );
    }
}
