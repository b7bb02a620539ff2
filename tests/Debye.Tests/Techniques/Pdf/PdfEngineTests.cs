using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Pdf;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Pdf;

public sealed class PdfEngineTests
{
    private static PdfOptions Settings { get; } = new() { UniformUisoAngstrom2 = 0.008 };

    [Fact]
    public void Operator_ReferenceCrystals_WithinItsPromise()
    {
        var engine = new PdfEngine(new PdfOperator(Settings, PdfGrid.SpaceGroupNetwork));
        var simulator = new PdfSimulator(Settings);
        var values = new float[209];
        foreach (var reference in ReferencePdf.All(SharedData.Require("reference/pdf/reference_gr_30.json.gz")))
        {
            engine.Load(reference.Structure);
            engine.Render(values);
            var exact = simulator.Simulate(reference.Structure, PdfGrid.SpaceGroupNetwork).G.Span;
            PdfSimulatorTests
                .Deviation(Array.ConvertAll(values, value => (double)value), exact)
                .ShouldBeLessThan(1e-4, reference.Structure.Id);
        }
    }

    [Fact]
    public void Operator_OneCrystal_WithinItsPromise()
    {
        var engine = new PdfEngine(new PdfOperator(Settings, PdfGrid.SpaceGroupNetwork));
        var values = new float[209];
        engine.Load(PdfSimulatorTests.Perovskite);
        engine.Render(values);
        var exact = new PdfSimulator(Settings).Simulate(PdfSimulatorTests.Perovskite, PdfGrid.SpaceGroupNetwork).G.Span;
        PdfSimulatorTests.Deviation(Array.ConvertAll(values, value => (double)value), exact).ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Render_ManySettingsOfOneLoad_EqualSimulator()
    {
        var engine = new PdfEngine(Settings with { QmaxPerAngstrom = 12, UniformUisoAngstrom2 = 0.03, Delta2Angstrom2 = 3 });
        engine.Load(PdfSimulatorTests.Perovskite);
        var random = new RandomSource(2);
        var values = new double[209];
        for (var n = 0; n < 5; n++)
        {
            var options = new PdfOptions
            {
                UniformUisoAngstrom2 = random.NextDouble(0.004, 0.03),
                QmaxPerAngstrom = random.NextDouble(12, 30),
                QdampPerAngstrom = random.NextDouble(0, 0.1),
                Delta2Angstrom2 = random.NextDouble(0, 3),
                MaximumRAngstrom = random.NextDouble(15, 30),
                Scale = random.NextDouble(0.5, 2),
            };
            engine.Render(options, PdfGrid.SpaceGroupNetwork, values);
            PdfSimulatorTests
                .Deviation(values, new PdfSimulator(options).Simulate(PdfSimulatorTests.Perovskite, PdfGrid.SpaceGroupNetwork).G.Span)
                .ShouldBeLessThan(1e-6);
            values[^1].ShouldBe(0);
        }
    }

    [Fact]
    public void Load_AsymmetricStructure_EqualsWholeCell()
    {
        var crystal = AsymmetricStructure.From(PdfSimulatorTests.Nickel).ShouldNotBeNull();
        var (first, second) = (new PdfEngine(Settings), new PdfEngine(Settings));
        var (a, b) = (new double[209], new double[209]);
        first.Load(crystal);
        second.Load(PdfSimulatorTests.Nickel.Lattice, PdfSimulatorTests.Nickel.Sites);
        first.Render(Settings, PdfGrid.SpaceGroupNetwork, a);
        second.Render(Settings, PdfGrid.SpaceGroupNetwork, b);
        PdfSimulatorTests.Deviation(a, b).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Render_BeyondTheEngine_IsRefused()
    {
        var engine = new PdfEngine(Settings);
        engine.Load(PdfSimulatorTests.Nickel);
        var values = new double[209];
        Should
            .Throw<ArgumentException>(() => engine.Render(Settings with { MaximumRAngstrom = 40 }, PdfGrid.SpaceGroupNetwork, values))
            .Message.ShouldContain("histogram holds");
        Should
            .Throw<ArgumentException>(() =>
                engine.Render(Settings with { UniformUisoAngstrom2 = 0.0002 }, PdfGrid.SpaceGroupNetwork, values)
            )
            .Message.ShouldContain("narrower bins");
        Should
            .Throw<ArgumentException>(() => engine.Render(Settings with { Delta2Angstrom2 = 2 }, PdfGrid.SpaceGroupNetwork, values))
            .Message.ShouldContain("correlated motion");
        Should.Throw<InvalidOperationException>(() => engine.Render(new float[209]));
        Should.Throw<ArgumentException>(() => new PdfOperator(new PdfOptions(), PdfGrid.SpaceGroupNetwork));
        Should.Throw<ArgumentException>(() => new PdfOperator(Settings with { UniformUisoAngstrom2 = 1e-4 }, PdfGrid.SpaceGroupNetwork));
        Should.Throw<ArgumentException>(() => new PdfOperator(Settings with { Delta1Angstrom = 1 }, PdfGrid.SpaceGroupNetwork));
    }

    [Fact]
    public void StructureFactor_RoundTrip_GivesGBack()
    {
        var options = PdfOptions.Bare with
        {
            UniformUisoAngstrom2 = 0.01,
            MinimumRAngstrom = 0,
            MaximumRAngstrom = 20,
            QdampPerAngstrom = 0.15,
            RangeMarginAngstrom = 0,
        };
        var pdf = new PdfSimulator(options).Simulate(PdfSimulatorTests.Nickel);
        var q = Enumerable.Range(0, 2000).Select(i => 0.025 * i).ToArray();
        var f = StructureFactor.ReducedFromG(pdf.Grid, pdf.G.Span, q);
        var back = StructureFactor.GFromReduced(0, 0.025, f, PdfGrid.Points(2, 15, 300));
        var direct = new PdfSimulator(options).Simulate(PdfSimulatorTests.Nickel, PdfGrid.Points(2, 15, 300)).G;
        PdfSimulatorTests.Deviation(back, direct.Span).ShouldBeLessThan(1e-3);
        StructureFactor.FromReduced([2.0], [1.0])[0].ShouldBe(1.5);
    }

    [Fact]
    public void StructureFactor_Nickel_PeaksAtFirstReflection()
    {
        var q = Enumerable.Range(0, 130).Select(i => 2 + 0.01 * i).ToArray();
        var f = StructureFactor.ReducedOf(
            PdfSimulatorTests.Nickel,
            new PdfOptions { UniformUisoAngstrom2 = 0.006, MaximumRAngstrom = 60 },
            q
        );
        q[Array.IndexOf(f, f.Max())].ShouldBe(2 * Math.PI * Math.Sqrt(3) / 3.52, 0.02);
    }
}
