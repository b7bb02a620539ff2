using System.Globalization;
using Debye.Crystals;
using Debye.TestSupport;

namespace Debye.Tests.Crystals;

public sealed class ElementsTests
{
    [Fact]
    public void Elements_AgreeWithTheReferenceTable()
    {
        var lines = File.ReadLines(SharedData.Require("data/crystallography/elements.csv")).Select(line => line.Split(',')).ToArray();
        foreach (var fields in lines.Skip(1))
        {
            var number = int.Parse(fields[0]);
            Elements.Symbol(number).ShouldBe(fields[1]);
            Elements.MassU(number).ShouldBe(double.Parse(fields[3], CultureInfo.InvariantCulture), 1e-3);
            if (fields[4].Length > 0)
                Elements.Electronegativity(number).ShouldBe(double.Parse(fields[4], CultureInfo.InvariantCulture), 1e-6);
        }
    }

    [Fact]
    public void Formula_PutsElectropositiveElementsFirst()
    {
        var origin = new FractionalPosition(0, 0, 0);
        var half = new FractionalPosition(0.5, 0.5, 0.5);
        var structure = new Structure
        {
            Lattice = Lattice.Cubic(4),
            Sites =
            [
                new Site(new Species(8), origin),
                new Site(new Species(22), half),
                new Site(new Species(8), new FractionalPosition(0.5, 0, 0)),
            ],
        };
        structure.Formula.ShouldBe("TiO2");
    }
}
