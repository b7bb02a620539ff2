using Debye.Crystals;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Refinement;

namespace Debye.Tests.Techniques.Pdf.Refinement;

public sealed class RefinementModelTests
{
    private const int Points = 209;
    private static readonly PdfOptions Settings = new() { UniformUisoAngstrom2 = 0.008 };
    private static readonly RefinementMeasurement Fixed = new(Settings, 0.008, PdfGrid.SpaceGroupNetwork, refinesWidths: false);
    private static readonly RefinementMeasurement Free = new(Settings, 0.008, PdfGrid.SpaceGroupNetwork, refinesWidths: true);

    /// <summary>Crystals of every system, with special and general positions, made here.</summary>
    public static TheoryData<int, int, int> Crystals =>
        new()
        {
            // Space group, strains that its point group leaves free, free coordinates of one atom in the general position and one at the
            // origin's site.
            { 2, 6, 3 },
            { 14, 4, 3 },
            { 62, 3, 3 },
            { 139, 2, 3 },
            { 194, 2, 3 },
            { 225, 1, 3 },
        };

    [Theory]
    [MemberData(nameof(Crystals))]
    public void Parameters_OfEverySystem_AreThoseItsSymmetryLeavesFree(int group, int strains, int shifts)
    {
        var parameters = RefinementParameters.Of(Crystal(group));
        parameters.Strains.Length.ShouldBe(strains);
        parameters.Shifts.Count(shift => shift.Site == 0).ShouldBe(shifts);
        parameters.Powers.Length.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Crystals))]
    public void At_AnyValues_KeepsTheSymmetry(int group, int strains, int shifts)
    {
        var model = new RefinementModel(Fixed);
        model.Load(Crystal(group));
        double[] values = [.. Enumerable.Range(0, model.Parameters.Count).Select(k => 0.01 * (k % 3 - 1.3))];
        var moved = model.At(values);
        AsymmetricStructure.From(moved.Expand())!.Setting.SpaceGroupNumber.ShouldBe(group);
        (strains + shifts).ShouldBeLessThanOrEqualTo(model.Parameters.Moving);
    }

    [Theory]
    [MemberData(nameof(Crystals))]
    public void Evaluate_Curve_IsThatOfTheSimulator(int group, int strains, int shifts)
    {
        var (g, slopes) = Evaluate(Crystal(group), new double[strains + shifts + 20]);
        var exact = new PdfSimulator(Settings).Simulate(Crystal(group).Expand(), PdfGrid.SpaceGroupNetwork).G.Span;
        var largest = Largest(exact);
        for (var i = 0; i < Points; i++)
            ((double)g[i]).ShouldBe(exact[i], 0.005 * largest);
        slopes.ShouldAllBe(slope => float.IsFinite(slope));
    }

    [Theory]
    [MemberData(nameof(Crystals))]
    public void Evaluate_Slopes_AreDifferencesOfTheSimulator(int group, int strains, int shifts)
    {
        var crystal = Crystal(group);
        var model = new RefinementModel(Fixed);
        model.Load(crystal);
        var values = new double[model.Parameters.Count];
        var (g, slopes) = Evaluate(crystal, values);
        g.Length.ShouldBe(Points);
        for (var k = 0; k < strains + Math.Min(shifts, 3); k++)
        {
            const double Step = 2e-4;
            var (up, down) = (Exact(model, values, k, Step), Exact(model, values, k, -Step));
            double[] expected = [.. Enumerable.Range(0, Points).Select(i => (up[i] - down[i]) / (2 * Step))];
            var (largest, error) = (Largest(expected), 0.0);
            for (var i = 0; i < Points; i++)
                error += Math.Pow(slopes[k * Points + i] - expected[i], 2) / Points;
            Math.Sqrt(error).ShouldBeLessThan(0.02 * largest, $"parameter {k}");
        }
    }

    [Theory]
    [InlineData(0.004, 0.04)]
    [InlineData(0.006, 0.06)]
    [InlineData(0.008, 0.02)]
    [InlineData(0.012, 0.08)]
    [InlineData(0.016, 0.05)]
    public void Evaluate_OtherDisplacementAndDamping_IsThatOfTheSimulator(double uiso, double qdamp)
    {
        var model = new RefinementModel(Free);
        model.Load(Crystal(62));
        var values = new double[model.Parameters.Count];
        (values[^2], values[^1]) = (Math.Log(uiso / 0.008), 0.5 * (qdamp * qdamp - 0.04 * 0.04));
        var (g, slopes) = (new float[Points], new float[Points * values.Length]);
        model.Evaluate(values, Points, g, slopes);
        var exact = new PdfSimulator(new PdfOptions { UniformUisoAngstrom2 = uiso, QdampPerAngstrom = qdamp })
            .Simulate(Crystal(62).Expand(), PdfGrid.SpaceGroupNetwork)
            .G.Span;
        var largest = Largest(exact);
        for (var i = 0; i < Points; i++)
            ((double)g[i]).ShouldBe(exact[i], 0.02 * largest);
        for (var k = values.Length - 2; k < values.Length; k++)
        {
            var step = k == values.Length - 1 ? 1e-5 : 1e-3;
            var (up, down, ignored) = (new float[Points], new float[Points], new float[Points * values.Length]);
            var start = values[k];
            values[k] = start + step;
            model.Evaluate(values, Points, up, ignored);
            values[k] = start - step;
            model.Evaluate(values, Points, down, ignored);
            values[k] = start;
            double[] expected = [.. Enumerable.Range(0, Points).Select(i => (up[i] - down[i]) / (2 * step))];
            for (var i = 0; i < Points; i++)
                ((double)slopes[k * Points + i]).ShouldBe(expected[i], 0.01 * Largest(expected));
        }
    }

    private static double[] Exact(RefinementModel model, double[] values, int parameter, double step)
    {
        var moved = (double[])values.Clone();
        moved[parameter] += step;
        return new PdfSimulator(Settings)
            .Simulate(model.At(moved).Expand() with { KnownOperations = [] }, PdfGrid.SpaceGroupNetwork)
            .G.ToArray();
    }

    private static (float[] G, float[] Slopes) Evaluate(AsymmetricStructure crystal, double[] values)
    {
        var model = new RefinementModel(Fixed);
        model.Load(crystal);
        var (g, slopes) = (new float[Points], new float[Points * model.Parameters.Count]);
        model.Evaluate(values.AsSpan(0, model.Parameters.Count), Points, g, slopes);
        return (g, slopes);
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    /// <summary>One atom in the general position and one in the most special one, in a cell of the right shape.</summary>
    private static AsymmetricStructure Crystal(int group)
    {
        var setting = SpaceGroups.Default(group);
        var lattice = SpaceGroups.SystemOf(group) switch
        {
            CrystalSystem.Triclinic => Lattice.FromParameters(5.1, 6.2, 7.3, 82, 97, 105),
            CrystalSystem.Monoclinic => Lattice.FromParameters(5.4, 7.6, 6.1, 90, 104, 90),
            CrystalSystem.Orthorhombic => Lattice.FromParameters(8.2, 6.4, 7.7, 90, 90, 90),
            CrystalSystem.Tetragonal => Lattice.FromParameters(11.2, 11.2, 13.4, 90, 90, 90),
            CrystalSystem.Hexagonal => Lattice.FromParameters(9.1, 9.1, 12.3, 90, 90, 120),
            _ => Lattice.Cubic(18),
        };
        var positions = setting.WyckoffPositions;
        var (general, special) = (positions[0], positions[^1]);
        return new AsymmetricStructure
        {
            Setting = setting,
            Lattice = lattice,
            Sites =
            [
                new IndependentSite(new Species(8), general, new FractionalPosition(0.13, 0.21, 0.34)),
                new IndependentSite(new Species(26), special, special.Positions[0].Apply(new FractionalPosition(0.07, 0.05, 0.03))),
            ],
        };
    }
}
