using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf;

public sealed class PdfSimulatorTests
{
    private static PdfOptions Uniform { get; } = new() { UniformUisoAngstrom2 = 0.008 };

    internal static Structure Nickel { get; } = Cubic("Ni", 3.52, (28, 0, 0, 0), (28, 0.5, 0.5, 0), (28, 0.5, 0, 0.5), (28, 0, 0.5, 0.5));

    internal static Structure Perovskite { get; } =
        new()
        {
            Id = "CaTiO3",
            Lattice = Lattice.FromParameters(5.38, 5.44, 7.64, 88, 91, 93),
            Sites =
            [
                new Site(new Species(20), new FractionalPosition(0.01, 0.03, 0.25), 1, 0.006),
                new Site(new Species(22), new FractionalPosition(0.5, 0, 0), 1, 0.004),
                new Site(new Species(8), new FractionalPosition(0.07, 0.48, 0.25), 0.9, 0.009),
                new Site(new Species(8), new FractionalPosition(0.71, 0.29, 0.04), 1, 0.009),
            ],
        };

    private static Structure Cubic(string id, double edge, params (int Z, double X, double Y, double Zz)[] atoms) =>
        new()
        {
            Id = id,
            Lattice = Lattice.Cubic(edge),
            Sites = [.. atoms.Select(atom => new Site(new Species(atom.Z), new FractionalPosition(atom.X, atom.Y, atom.Zz)))],
        };

    [Theory]
    [InlineData(0, 0, 0.01, PdfRadiation.XRay)]
    [InlineData(0, 1.5, 0.02, PdfRadiation.Neutron)]
    [InlineData(0.4, 0, 0, PdfRadiation.XRay)]
    public void Simulate_Histogram_EqualsPlainSum(double delta1, double delta2, double qbroad, PdfRadiation radiation)
    {
        var options = new PdfOptions
        {
            Radiation = radiation,
            Delta1Angstrom = delta1,
            Delta2Angstrom2 = delta2,
            QbroadPerAngstrom = qbroad,
            MaximumRAngstrom = 9,
            QminPerAngstrom = 0.7,
            QmaxPerAngstrom = 20,
            DiameterAngstrom = 25,
            Scale = 0.7,
        };
        var grid = PdfGrid.Of(options);
        Deviation(new PdfSimulator(options).Simulate(Perovskite, grid).G.Span, PlainPdf.Calculate(Perovskite, options, grid))
            .ShouldBeLessThan(3e-6);
    }

    [Fact]
    public void Simulate_Nickel_HasTwelveNeighbours()
    {
        var pdf = new PdfSimulator(PdfOptions.Bare with { UniformUisoAngstrom2 = 0.005 }).Simulate(Nickel);
        var count = 0.0;
        for (var i = 0; i < pdf.Grid.Count; i++)
        {
            var r = pdf.Grid.At(i);
            if (r is > 2 and < 3)
                count += r * (pdf.G.Span[i] + 4 * Math.PI * pdf.NumberDensityPerAngstrom3 * r) * pdf.Grid.StepAngstrom;
        }

        count.ShouldBe(12, 1e-3);
    }

    [Fact]
    public void Simulate_SupercellAndShiftedOrigin_Invariant()
    {
        var plain = new PdfSimulator(Uniform).Simulate(Perovskite).G;
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var site in Perovskite.Sites)
            for (var n = 0; n < 2; n++)
                sites.Add(
                    site with
                    {
                        Position = new FractionalPosition((site.Position.X + n) / 2 + 0.137, site.Position.Y + 0.6, site.Position.Z - 0.9),
                    }
                );
        var rows = Perovskite.Lattice.Rows.ToArray();
        for (var i = 0; i < 3; i++)
            rows[i] *= 2;
        var super = new PdfSimulator(Uniform).Simulate(new Structure { Lattice = new Lattice(rows), Sites = sites.ToImmutable() });
        Deviation(super.G.Span, plain.Span).ShouldBeLessThan(1e-10);
    }

    [Fact]
    public void Simulate_RotatedLattice_Invariant()
    {
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        var rows = Perovskite.Lattice.Rows.ToArray();
        for (var i = 0; i < 3; i++)
            (rows[3 * i], rows[3 * i + 1]) = (c * rows[3 * i] - s * rows[3 * i + 1], s * rows[3 * i] + c * rows[3 * i + 1]);
        Deviation(
                new PdfSimulator(Uniform).Simulate(Perovskite with { Lattice = new Lattice(rows) }).G.Span,
                new PdfSimulator(Uniform).Simulate(Perovskite).G.Span
            )
            .ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Simulate_PrimitiveCell_EqualsConventional()
    {
        const double half = 3.52 / 2;
        var primitive = new Structure { Lattice = new Lattice([0, half, half, half, 0, half, half, half, 0]), Sites = [Nickel.Sites[0]] };
        Deviation(new PdfSimulator(Uniform).Simulate(primitive).G.Span, new PdfSimulator(Uniform).Simulate(Nickel).G.Span)
            .ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Simulate_OneElement_IndependentOfScatteringPower()
    {
        var neutron = Uniform with { Radiation = PdfRadiation.Neutron };
        Deviation(new PdfSimulator(neutron).Simulate(Nickel).G.Span, new PdfSimulator(Uniform).Simulate(Nickel).G.Span)
            .ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void Simulate_DiagonalTensor_EqualsIsotropic()
    {
        // U on the axes of an oblique cell that is isotropic in space: U_ij = U·(a*_i·a*_j)/(|a*_i||a*_j|).
        var m = Perovskite.Lattice.ReciprocalMetricTensor();
        double Of(int i, int j, double u) => u * m[3 * i + j] / Math.Sqrt(m[4 * i] * m[4 * j]);
        var sites = Perovskite.Sites.Select(site =>
            site with
            {
                UisoAngstrom2 = null,
                Uij = site.UisoAngstrom2 is { } u ? new AnisotropicDisplacement(u, u, u, Of(0, 1, u), Of(0, 2, u), Of(1, 2, u)) : null,
            }
        );
        var options = new PdfOptions();
        Deviation(
                new PdfSimulator(options).Simulate(Perovskite with { Sites = [.. sites] }).G.Span,
                new PdfSimulator(options).Simulate(Perovskite).G.Span
            )
            .ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Simulate_Partials_AddUpToTotal()
    {
        var simulator = new PdfSimulator(new PdfOptions { MaximumRAngstrom = 15 });
        var pdf = simulator.Simulate(Perovskite, withPartials: true);
        pdf.Partials.Select(part => part.First + part.Second).ShouldBe(["CaCa", "CaTi", "CaO", "TiTi", "TiO", "OO"]);
        Deviation(pdf.G.Span, simulator.Simulate(Perovskite).G.Span).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Simulate_MissingDisplacement_IsRefusedOrSaid()
    {
        Should.Throw<ArgumentException>(() => new PdfSimulator().Simulate(Nickel)).Message.ShouldContain("Site 1 (Ni) has no displacement");
        var zero = Nickel with { Sites = [.. Nickel.Sites.Select(site => site with { UisoAngstrom2 = 0 })] };
        Should.Throw<ArgumentException>(() => new PdfSimulator().Simulate(zero)).Message.ShouldContain("no displacement");
        var pdf = new PdfSimulator(new PdfOptions { DefaultUisoAngstrom2 = 0.008 }).Simulate(zero);
        pdf.AssumedSites.ShouldBe(4);
        pdf.Notes.ShouldHaveSingleItem().ShouldContain("assumed Uiso = 0.008");
    }

    [Fact]
    public void Simulate_KnownOperations_ChangeNothing()
    {
        var operations = SpaceGroups.Default(225).Operations;
        Deviation(
                new PdfSimulator(Uniform).Simulate(Nickel with { KnownOperations = operations }).G.Span,
                new PdfSimulator(Uniform).Simulate(Nickel).G.Span
            )
            .ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Simulate_TooManyPairs_IsRefused()
    {
        static Structure Glass(int count) =>
            new()
            {
                Lattice = Lattice.Cubic(Math.Cbrt(20.0 * count)),
                Sites =
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(i => new Site(new Species(6), new FractionalPosition(i * 0.618034 % 1, i * 0.3247 % 1, i / (double)count))),
                ],
            };
        Should
            .Throw<ArgumentException>(() => new PdfSimulator(Uniform with { MaximumRAngstrom = 200 }).Simulate(Glass(20000)))
            .Message.ShouldContain("pairs within");
        Should
            .Throw<ArgumentException>(() => new PdfSimulator(Uniform with { MaximumRAngstrom = 10 }).Simulate(Glass(40000)))
            .Message.ShouldContain("40000 atoms");
        new PdfSimulator(Uniform with { MaximumRAngstrom = 8 }).Simulate(Glass(3000)).G.Length.ShouldBe(651);
    }

    internal static double Deviation(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        actual.Length.ShouldBe(expected.Length);
        var (largest, worst) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
            (largest, worst) = (Math.Max(largest, Math.Abs(expected[i])), Math.Max(worst, Math.Abs(actual[i] - expected[i])));
        return worst / largest;
    }
}
