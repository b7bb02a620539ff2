using System.Globalization;
using Debye.Crystals;
using Debye.Techniques.Xrd;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Xrd;

public sealed class ScatteringTablesTests
{
    [Theory]
    [InlineData("scattering_factors_wk1995.csv", FormFactorTable.WaasmaierKirfel1995, 1, 5)]
    [InlineData("scattering_factors_pymatgen.csv", FormFactorTable.Pymatgen, 2, 4)]
    public void FormFactors_EqualTheCheckTable(string file, FormFactorTable table, int first, int gaussians)
    {
        var compared = 0;
        foreach (var row in Rows(file))
        {
            if (!Species.TryParse(row[0], out var species) || species.ToString() != row[0])
                continue;
            var factor = FormFactor.Of(species, table);
            if (species.IsDeuterium)
                continue;
            factor.Label.ShouldBe(row[0]);
            for (var i = 0; i < gaussians; i++)
            {
                factor.Amplitudes[i].ShouldBe(double.Parse(row[first + 2 * i], CultureInfo.InvariantCulture), 1e-7);
                factor.Widths[i].ShouldBe(double.Parse(row[first + 1 + 2 * i], CultureInfo.InvariantCulture), 1e-6);
            }

            factor.Constant.ShouldBe(gaussians == 5 ? double.Parse(row[11], CultureInfo.InvariantCulture) : species.AtomicNumber, 1e-7);
            compared++;
        }

        compared.ShouldBeGreaterThan(97);
    }

    [Fact]
    public void ElementTable_EqualsTheCheckTable()
    {
        foreach (var row in Rows("elements.csv"))
        {
            var species = new Species(int.Parse(row[0], CultureInfo.InvariantCulture));
            // Above uranium the check table holds labels misread as isotopes.
            if (species.AtomicNumber > 92)
                continue;
            if (row[6].Length > 0 && ElementScattering.CovalentRadiusAngstrom(species) is { } radius)
                radius.ShouldBe(double.Parse(row[6], CultureInfo.InvariantCulture), 1e-4, row[1]);
            if (row[11].Length > 0)
            {
                ElementScattering
                    .NeutronLengthFemtometre(species)!
                    .Value.Real.ShouldBe(double.Parse(row[11], CultureInfo.InvariantCulture), 1e-4, row[1]);
                ElementScattering
                    .NeutronLengthFemtometre(species)!
                    .Value.Imaginary.ShouldBe(double.Parse(row[12], CultureInfo.InvariantCulture), 1e-4, row[1]);
            }

            if (row[14].Length == 0)
                continue;
            ElementScattering
                .AnomalousCopper(species)!
                .Value.Real.ShouldBe(double.Parse(row[14], CultureInfo.InvariantCulture), 1e-3, row[1]);
            ElementScattering
                .AnomalousCopper(species)!
                .Value.Imaginary.ShouldBe(double.Parse(row[15], CultureInfo.InvariantCulture), 1e-3, row[1]);
            ElementScattering
                .AnomalousMolybdenum(species)!
                .Value.Real.ShouldBe(double.Parse(row[16], CultureInfo.InvariantCulture), 1e-3, row[1]);
            ElementScattering
                .AnomalousMolybdenum(species)!
                .Value.Imaginary.ShouldBe(double.Parse(row[17], CultureInfo.InvariantCulture), 1e-3, row[1]);
        }
    }

    [Fact]
    public void Wavelengths_EqualTheCheckTable()
    {
        foreach (var row in Rows("xray_wavelengths.csv"))
            XrdTables.WavelengthAngstrom(row[0]).ShouldBe(double.Parse(row[1], CultureInfo.InvariantCulture), 1e-6);
        XrdTables.WavelengthAngstrom("Cu Kα1").ShouldBe(1.54056);
        Should.Throw<ArgumentException>(() => XrdTables.WavelengthAngstrom("XxKa1"));
    }

    [Theory]
    [InlineData("Fe3+", 23)]
    [InlineData("O2-", 10)]
    [InlineData("Si", 14)]
    [InlineData("Fe7+", 26)]
    public void FormFactor_AtZeroAngle_IsTheNumberOfElectrons(string text, double electrons)
    {
        Species.TryParse(text, out var species).ShouldBeTrue();
        FormFactor.Of(species).At(0).ShouldBe(electrons, 0.02);
    }

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(SharedData.Require($"data/crystallography/{file}")).Skip(1).Select(line => line.Split(','));
}
