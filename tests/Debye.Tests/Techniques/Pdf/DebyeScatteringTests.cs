using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf;

public sealed class DebyeScatteringTests
{
    private static PdfOptions Settings { get; } =
        new()
        {
            DefaultUisoAngstrom2 = 0.006,
            QbroadPerAngstrom = 0,
            Delta2Angstrom2 = 1,
        };

    [Theory]
    [InlineData(PdfRadiation.XRay)]
    [InlineData(PdfRadiation.Neutron)]
    public void Intensity_RandomCluster_EqualsPlainDoubleSum(PdfRadiation radiation)
    {
        var options = Settings with { Radiation = radiation };
        var cluster = Random(30);
        var intensity = new DebyeScattering(cluster, options).Intensity(0.25, 100);
        for (var k = 0; k < 100; k++)
            intensity[k].ShouldBe(Plain(cluster, options, 0.25 * k), 1e-6 * intensity[0]);
    }

    [Fact]
    public void G_TwoAtoms_IsOneGaussian()
    {
        var cluster = new Cluster
        {
            Atoms = [new(new Species(28), default, 0.01), new(new Species(28), new CartesianPosition(0, 0, 2.5), 0.01)],
        };
        var options = Settings with { QminPerAngstrom = 0, QmaxPerAngstrom = 60, QdampPerAngstrom = 0, Delta2Angstrom2 = 0 };
        var grid = PdfGrid.Points(1.5, 4, 251);
        var g = new DebyeScattering(cluster, options).G(grid);
        for (var i = 0; i < grid.Count; i++)
        {
            var x = grid.At(i) - 2.5;
            g[i].ShouldBe(Math.Exp(-x * x / 0.04) / Math.Sqrt(0.04 * Math.PI) / 2.5, 1e-6);
        }
    }

    [Fact]
    public void G_Sphere_ResemblesCrystalWithEnvelope()
    {
        var options = Settings with
        {
            DefaultUisoAngstrom2 = 0.006,
            Delta2Angstrom2 = 0,
            Radiation = PdfRadiation.Neutron,
            QminPerAngstrom = 1.2,
        };
        var grid = PdfGrid.Points(2, 12, 500);
        var sphere = Cluster.Sphere(PdfSimulatorTests.Nickel, 32);
        var fromCluster = new DebyeScattering(sphere, options).G(grid);
        var fromCrystal = new PdfSimulator(options with { DiameterAngstrom = 32, QminPerAngstrom = 0.5 })
            .Simulate(PdfSimulatorTests.Nickel, grid)
            .G;
        PdfSimulatorTests.Deviation(fromCluster, fromCrystal.Span).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Constructor_MissingDisplacement_IsRefused() =>
        Should
            .Throw<ArgumentException>(() => new DebyeScattering(Random(3), Settings with { DefaultUisoAngstrom2 = null }))
            .Message.ShouldContain("no displacement");

    private static Cluster Random(int count)
    {
        var random = new RandomSource(4);
        var atoms = new List<ClusterAtom>();
        for (var i = 0; i < count; i++)
            atoms.Add(
                new ClusterAtom(
                    new Species(i % 3 == 0 ? 79 : 8),
                    new CartesianPosition(
                        2.6 * (i % 4) + 0.3 * random.NextDouble(),
                        2.4 * (i / 4 % 3) + 0.3 * random.NextDouble(),
                        2.8 * (i / 12)
                    )
                )
            );
        return new Cluster { Atoms = [.. atoms] };
    }

    private static double Plain(Cluster cluster, PdfOptions options, double q)
    {
        double Power(Species species) =>
            options.Radiation == PdfRadiation.XRay ? FormFactor.Of(species).At(q / (4 * Math.PI)) : PdfScattering.Power(species, options);
        var sum = 0.0;
        foreach (var a in cluster.Atoms)
        foreach (var b in cluster.Atoms)
        {
            var r = new CartesianPosition(a.Position.X - b.Position.X, a.Position.Y - b.Position.Y, a.Position.Z - b.Position.Z).Length;
            var damping = r == 0 ? 1 : Math.Exp(-0.5 * q * q * 0.012 * (1 - options.Delta2Angstrom2 / (r * r)));
            sum += Power(a.Species) * Power(b.Species) * damping * (q * r == 0 ? 1 : Math.Sin(q * r) / (q * r));
        }

        return sum / cluster.Atoms.Length;
    }
}
