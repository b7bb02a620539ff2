using Debye.Crystals;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Refinement;

namespace Debye.Tests.Techniques.Pdf.Refinement;

public sealed class PdfRefinerTests
{
    private static readonly PdfOptions Settings = new() { UniformUisoAngstrom2 = 0.008 };
    private static readonly PdfRefinementPlan Plan = new(Settings, PdfGrid.SpaceGroupNetwork);

    [Fact]
    public void Refine_OtherCellCoordinateAndElements_FindsThem()
    {
        var curve = Curve(Rutile("Sn", 4.737, 3.186, 0.307));
        var fit = new PdfRefiner(Plan).Refine(Rutile("Ti", 4.65, 3.02, 0.29), curve);
        fit.Misfit.ShouldBeLessThan(0.01);
        fit.Crystal.Lattice.A.ShouldBe(4.737, 0.003);
        fit.Crystal.Lattice.C.ShouldBe(3.186, 0.003);
        Math.Abs(fit.Crystal.Sites[1].Position.X).ShouldBe(0.307, 0.002);
        fit.Crystal.Sites[1].Position.Y.ShouldBe(fit.Crystal.Sites[1].Position.X, 1e-9);
        (fit.Powers[0] / fit.Powers[1]).ShouldBe(50 / 8.0, 0.5);
        fit.SpaceGroup().ShouldBe(136);
    }

    [Fact]
    public void Refine_CurveInOtherUnits_SameCrystal()
    {
        var curve = Curve(Rutile("Sn", 4.737, 3.186, 0.307));
        var start = Rutile("Ti", 4.65, 3.02, 0.29);
        var plain = new PdfRefiner(Plan).Refine(start, curve);
        var scaled = new PdfRefiner(Plan).Refine(start, Array.ConvertAll(curve, value => 7 * value - 3));
        scaled.Crystal.Lattice.A.ShouldBe(plain.Crystal.Lattice.A, 1e-3);
        scaled.Misfit.ShouldBe(plain.Misfit, 1e-3);
        scaled.Curve.Span[50].ShouldBe(7 * plain.Curve.Span[50] - 3, 0.05);
    }

    [Fact]
    public void Refine_OtherDisplacementAndDamping_FoundWhereAsked()
    {
        var other = new PdfOptions { UniformUisoAngstrom2 = 0.0055, QdampPerAngstrom = 0.06 };
        var curve = Array.ConvertAll(
            new PdfSimulator(other).Simulate(Rutile("Sn", 4.737, 3.186, 0.307).Expand(), PdfGrid.SpaceGroupNetwork).G.ToArray(),
            value => (float)value
        );
        var start = Rutile("Ti", 4.65, 3.02, 0.29);
        var nominal = new PdfRefiner(Plan).Refine(start, curve);
        var free = new PdfRefiner(new PdfRefinementPlan(Settings, PdfGrid.SpaceGroupNetwork, refinesWidths: true)).Refine(start, curve);
        nominal.Misfit.ShouldBeGreaterThan(0.1);
        free.Misfit.ShouldBeLessThan(0.02);
        free.Crystal.Lattice.A.ShouldBe(4.737, 0.003);
        free.UisoAngstrom2.ShouldBe(0.0055, 0.0003);
        free.QdampPerAngstrom.ShouldBe(0.06, 0.002);
        nominal.UisoAngstrom2.ShouldBe(0.008);
        nominal.QdampPerAngstrom.ShouldBe(0.04);
    }

    [Fact]
    public void Refine_ShortCurve_ComparesItsRangeOnly()
    {
        var curve = Curve(Rutile("Sn", 4.737, 3.186, 0.307));
        for (var i = 0; i < curve.Length; i++)
            if (PdfGrid.SpaceGroupNetwork.At(i) > 18)
                curve[i] = 0;
        var fit = new PdfRefiner(Plan).Refine(Rutile("Ti", 4.65, 3.02, 0.29), curve, longestRAngstrom: 18);
        fit.Misfit.ShouldBeLessThan(0.03);
        fit.Curve.Length.ShouldBe(121);
        fit.Crystal.Lattice.A.ShouldBe(4.737, 0.005);
    }

    [Fact]
    public void Refine_TetragonalDescriptionOfACubicCrystal_TellsTheCubicGroup()
    {
        var cubic = AsymmetricStructure.From(
            new Structure
            {
                Lattice = Lattice.Cubic(4.2),
                Sites =
                [
                    .. FaceCentred.Select(p => new Site(new Species(12), p)),
                    .. FaceCentred.Select(p => new Site(new Species(8), p + new FractionalPosition(0.5, 0, 0))),
                ],
            }
        )!;
        // The half cell of rock salt with c/a = √2, strained.
        var tetragonal = AsymmetricStructure.From(
            new Structure
            {
                Lattice = Lattice.FromParameters(2.93, 2.93, 4.35, 90, 90, 90),
                Sites =
                [
                    new(new Species(20), new(0, 0, 0)),
                    new(new Species(20), new(0.5, 0.5, 0.5)),
                    new(new Species(8), new(0, 0, 0.5)),
                    new(new Species(8), new(0.5, 0.5, 0)),
                ],
            }
        )!;
        tetragonal.Setting.SpaceGroupNumber.ShouldBe(139);
        var fit = new PdfRefiner(Plan).Refine(tetragonal, Curve(cubic));
        fit.Misfit.ShouldBeLessThan(0.02);
        fit.SpaceGroup().ShouldBe(225);
    }

    [Fact]
    public void Race_ManyCrystals_TheRightOneIsFirst()
    {
        AsymmetricStructure[] crystals =
        [
            Rutile("Ti", 4.6, 2.95, 0.305),
            Rutile("Sn", 4.737, 3.186, 0.12),
            Rutile("Mn", 4.4, 2.87, 0.302),
            Fluorite(5.4),
        ];
        var results = new PdfRefiner(Plan).Race(crystals, Curve(Fluorite(5.58)));
        results[0].Crystal.ShouldBe(3);
        results[0].Fit.Misfit.ShouldBeLessThan(0.02);
        results.Select(result => result.Fit.Misfit).ShouldBeInOrder();
        results.Count(result => crystals[result.Crystal].Setting.SpaceGroupNumber == 136).ShouldBeLessThan(3);
    }

    [Fact]
    public void Refine_WrongLength_IsRefused() =>
        Should.Throw<ArgumentException>(() => new PdfRefiner(Plan).Refine(Fluorite(5.4), new float[10])).Message.ShouldContain("209");

    [Fact]
    public void Plan_DisplacementOfTheStructure_IsRefused() =>
        Should.Throw<ArgumentException>(() => new PdfRefinementPlan(new PdfOptions(), PdfGrid.SpaceGroupNetwork));

    internal static FractionalPosition[] FaceCentred { get; } = [new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)];

    internal static AsymmetricStructure Rutile(string metal, double a, double c, double u) =>
        AsymmetricStructure.From(
            new Structure
            {
                Lattice = Lattice.FromParameters(a, a, c, 90, 90, 90),
                Sites =
                [
                    new(new Species(Elements.AtomicNumber(metal)), new(0, 0, 0)),
                    new(new Species(Elements.AtomicNumber(metal)), new(0.5, 0.5, 0.5)),
                    new(new Species(8), new(u, u, 0)),
                    new(new Species(8), new(-u, -u, 0)),
                    new(new Species(8), new(0.5 - u, 0.5 + u, 0.5)),
                    new(new Species(8), new(0.5 + u, 0.5 - u, 0.5)),
                ],
            }
        )!;

    internal static float[] Curve(AsymmetricStructure crystal) =>
        Array.ConvertAll(
            new PdfSimulator(Settings).Simulate(crystal.Expand(), PdfGrid.SpaceGroupNetwork).G.ToArray(),
            value => (float)value
        );

    private static AsymmetricStructure Fluorite(double a) =>
        AsymmetricStructure.From(
            new Structure
            {
                Lattice = Lattice.Cubic(a),
                Sites =
                [
                    .. FaceCentred.Select(p => new Site(new Species(20), p)),
                    .. FaceCentred.Select(p => new Site(new Species(9), p + new FractionalPosition(0.25, 0.25, 0.25))),
                    .. FaceCentred.Select(p => new Site(new Species(9), p + new FractionalPosition(0.75, 0.75, 0.75))),
                ],
            }
        )!;
}
